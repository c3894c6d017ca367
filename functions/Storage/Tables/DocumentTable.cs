using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain;

namespace MlFunctions.Storage.Tables;

/// <summary>Keeps records of one type in a table: the whole record as JSON in <c>Document</c> (a long one goes on in <c>Document1</c>, <c>Document2</c> …), and beside it the columns that people read and filter by.</summary>
/// <param name="table">The table.</param>
/// <param name="columns">The readable columns of a record.</param>
internal sealed class DocumentTable<T>(TableClient table, Func<T, IEnumerable<(string Name, object? Value)>> columns)
    where T : class
{
    private const string Document = "Document";

    /// <summary>A property of a table takes 32 Ki characters.</summary>
    private const int MaxCharacters = 32_000;

    private const string AfterLast = "~";

    /// <summary>False when there is such a row already.</summary>
    public async Task<bool> AddAsync(string partition, string row, T value, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(Entity(partition, row, value), cancel);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    public async Task<Stored<T>?> FindAsync(string partition, string row, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>The new row, or null when someone else wrote it since <paramref name="old"/> was read.</summary>
    public async Task<Stored<T>?> ReplaceAsync(string partition, string row, Stored<T> old, T value, CancellationToken cancel)
    {
        try
        {
            var response = await table.UpdateEntityAsync(Entity(partition, row, value), old.ETag, TableUpdateMode.Replace, cancel);
            return new Stored<T>(value, response.Headers.ETag!.Value);
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>The rows of a partition after <paramref name="after"/>, in the order of their keys. Keys that begin with a tilde are for rows that are no records.</summary>
    public async Task<Domain.Page<Stored<T>>> ListAsync(string partition, string? after, int limit, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? string.Empty} and RowKey lt {AfterLast}");
        var rows = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit + 1, 1000), cancellationToken: cancel))
        {
            rows.Add(entity);
            if (rows.Count > limit)
                break;
        }

        var next = rows.Count > limit ? rows[limit - 1].RowKey : null;
        return new([.. rows.Take(limit).Select(Read)], next);
    }

    /// <summary>Every row of the partition.</summary>
    public async Task<IReadOnlyList<Stored<T>>> AllAsync(string partition, CancellationToken cancel) =>
        (await ListAsync(partition, null, int.MaxValue - 1, cancel)).Items;

    public Task DeleteAsync(string partition, string row, CancellationToken cancel) =>
        table.DeleteEntityAsync(partition, row, ETag.All, cancel);

    /// <summary>The entity of a record, for transactions over several rows.</summary>
    public TableEntity Entity(string partition, string row, T value)
    {
        var entity = new TableEntity(partition, row);
        foreach (var (part, text) in JsonSerializer.Serialize(value, Json.Options).Chunk(MaxCharacters).Index())
            entity[Name(part)] = new string(text);
        foreach (var (name, content) in columns(value))
            entity[name] = content;
        return entity;
    }

    private static Stored<T> Read(TableEntity entity) =>
        new(JsonSerializer.Deserialize<T>(string.Concat(Parts(entity)), Json.Options)!, entity.ETag);

    private static IEnumerable<string> Parts(TableEntity entity)
    {
        for (var part = 0; entity.GetString(Name(part)) is { } text; part++)
            yield return text;
    }

    private static string Name(int part) => part == 0 ? Document : $"{Document}{part}";
}
