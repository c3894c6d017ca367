using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Kernel;

/// <summary>Keeps records of one type in a table: the whole record as JSON in <c>Document</c>, and beside it its format, and the columns that people read and filter by.</summary>
/// <param name="format">The formats of the record.</param>
/// <param name="table">The table.</param>
/// <param name="columns">The readable columns of a record.</param>
internal sealed class DocumentTable<T>(Format format, TableClient table, Func<T, IEnumerable<(string Name, object? Value)>> columns)
    where T : class
{
    private const string AfterLast = "~";

    /// <summary>What one answer holds.</summary>
    private const int MostPerPage = 1000;

    /// <summary>What a transaction takes.</summary>
    private const int MaxActions = 100;

    /// <summary>False when there is such a row already.</summary>
    public async Task<bool> AddAsync(string partition, string row, T value, CancellationToken cancel) => await InsertAsync(partition, row, value, cancel) is not null;

    /// <summary>The new row, or null when there is such a row already.</summary>
    public async Task<Stored<T>?> InsertAsync(string partition, string row, T value, CancellationToken cancel)
    {
        try
        {
            var response = await table.AddEntityAsync(Entity(partition, row, value), cancel);
            return new Stored<T>(value, response.Headers.ETag!.Value);
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return null;
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
    /// <param name="partition">Which.</param>
    /// <param name="after">A row key; null for the first rows.</param>
    /// <param name="limit">At most so many; null for all.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <param name="before">The row key at which to end.</param>
    /// <param name="where">A filter over the readable columns; null for every row.</param>
    public async Task<Domain.Kernel.Page<Stored<T>>> ListAsync(string partition, string? after, int? limit, CancellationToken cancel, string before = AfterLast, string? where = null)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? string.Empty} and RowKey lt {before}");
        var filter = where is null ? range : $"{range} and ({where})";
        var rows = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, maxPerPage: Math.Min(limit + 1 ?? MostPerPage, MostPerPage), cancellationToken: cancel))
        {
            rows.Add(entity);
            if (rows.Count > limit)
                break;
        }

        var next = limit is { } most && rows.Count > most ? rows[most - 1].RowKey : null;
        return new([.. rows.Take(limit ?? rows.Count).Select(Read)], next);
    }

    /// <summary>Every row of the partition.</summary>
    public async Task<IReadOnlyList<Stored<T>>> AllAsync(string partition, CancellationToken cancel) =>
        (await ListAsync(partition, null, null, cancel)).Items;

    /// <summary>The rows of a partition with their keys, from one key up to but without another, at most so many.</summary>
    public async Task<IReadOnlyList<(string Key, Stored<T> Stored)>> RangeAsync(string partition, string from, string to, int most, CancellationToken cancel)
    {
        var rows = new List<(string, Stored<T>)>();
        await foreach (var entity in Between(partition, from, to, null, cancel, Math.Min(most, MostPerPage)))
        {
            rows.Add((entity.RowKey, Read(entity)));
            if (rows.Count == most)
                break;
        }

        return rows;
    }

    /// <summary>Deletes the rows from one key up to but without another; where someone else does so too, one of the two may leave rows to the next time.</summary>
    public async Task DeleteRangeAsync(string partition, string from, string to, CancellationToken cancel)
    {
        await foreach (var page in Between(partition, from, to, ["PartitionKey", "RowKey"], cancel).AsPages(pageSizeHint: MaxActions).WithCancellation(cancel))
        {
            if (page.Values.Count == 0)
                continue;
            try
            {
                await table.SubmitTransactionAsync(page.Values.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
            }
            catch (TableTransactionFailedException gone) when (gone.Status == 404)
            {
                // Someone else deletes them, or this has, and only the answer got lost.
            }
        }
    }

    /// <summary>Writes the row, whatever is there.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application wrote what is there; it stays.</exception>
    public async Task PutAsync(string partition, string row, T value, CancellationToken cancel)
    {
        for (var race = new Race($"Row {partition}/{row}"); !await TryPutAsync(partition, row, value, cancel);)
            race.Again();
    }

    private async Task<bool> TryPutAsync(string partition, string row, T value, CancellationToken cancel) => await FindETagAsync(partition, row, cancel) is { } etag
        ? await ReplaceAsync(partition, row, new Stored<T>(value, etag), value, cancel) is not null
        : await AddAsync(partition, row, value, cancel);

    /// <summary>Makes sure that a transaction which replaces a row replaces none that a newer version of the application wrote; it must also change something that whoever writes this row changes.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application wrote the row.</exception>
    public Task CheckAsync(string partition, string row, CancellationToken cancel) => FindETagAsync(partition, row, cancel);

    public Task DeleteAsync(string partition, string row, CancellationToken cancel) =>
        table.DeleteEntityAsync(partition, row, ETag.All, cancel);

    /// <summary>Deletes the row, unless someone else wrote it since it was read, or it is gone.</summary>
    public async Task DeleteAsync(string partition, string row, Stored<T> old, CancellationToken cancel)
    {
        try
        {
            await table.DeleteEntityAsync(partition, row, old.ETag, cancel);
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
        }
    }

    /// <summary>The entity of a record, for transactions over several rows.</summary>
    public TableEntity Entity(string partition, string row, T value)
    {
        var entity = new TableEntity(partition, row);
        format.Mark(entity);
        LongText.Write(entity, JsonSerializer.Serialize(value, Json.Options));
        foreach (var (name, content) in columns(value))
            entity[name] = content;
        return entity;
    }

    private AsyncPageable<TableEntity> Between(string partition, string from, string to, string[]? select, CancellationToken cancel, int? perPage = null) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"), perPage, select, cancel);

    private async Task<ETag?> FindETagAsync(string partition, string row, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, ["PartitionKey", "RowKey", Format.Column], cancel);
        if (!found.HasValue)
            return null;
        _ = format.Of(found.Value!, table.Name);
        return found.Value!.ETag;
    }

    private Stored<T> Read(TableEntity entity) => new(format.Read<T>(LongText.Read(entity), format.Of(entity, table.Name)), entity.ETag);
}
