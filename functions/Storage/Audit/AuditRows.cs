using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>The rows of the audit's table. A row of the chain has the entry's text, and beside it the columns that people read and filter by.</summary>
internal static class AuditRows
{
    public const string Partition = "audit";
    public const string HeadKey = "~head";
    public const string IndexPrefix = "~key.";

    /// <summary>As much as a readable column is worth; the text has all of it.</summary>
    private const int MostCharacters = 2000;

    private static readonly string[] OfTheTable = ["odata.etag", "Timestamp"];

    /// <summary>A row of the chain.</summary>
    /// <param name="row">In its place.</param>
    /// <param name="entry">What its text says.</param>
    public static TableEntity Chained(AuditRow row, AuditEntry entry)
    {
        var entity = new TableEntity(Partition, Keys.Of(row.Number))
        {
            [nameof(AuditLine.Number)] = row.Number,
            [nameof(AuditLine.At)] = entry.At,
            [nameof(AuditLine.Action)] = entry.Action.Word(),
            [nameof(AuditLine.Task)] = entry.Task?.ToString(),
            [nameof(AuditLine.By)] = Short(entry.By),
            [nameof(AuditLine.Detail)] = Short(entry.Detail),
            [nameof(AuditLine.Key)] = Short(entry.Key),
            [nameof(AuditLine.Previous)] = row.Previous,
            [nameof(AuditLine.Hash)] = row.Hash,
        };
        LongText.Write(entity, row.Text);
        return entity;
    }

    /// <summary>Says that there is an entry of a key, so that there is no second one.</summary>
    public static TableEntity Index(string key, int number) => new(Partition, IndexKey(key)) { ["Number"] = number };

    /// <summary>It has the format of the whole chain: rows of format 1 have no column for it, because every column of a row is verified, and older versions know none.</summary>
    public static TableEntity Head(AuditHead head) => new(Partition, HeadKey) { ["Number"] = head.Number, ["Hash"] = head.Hash, [Format.Column] = Formats.Audit.Current };

    /// <summary>The chain's end; without an ETag where it has no row yet.</summary>
    /// <exception cref="NewerFormatException">A newer version of the application has appended to it.</exception>
    public static async Task<(AuditHead Head, ETag? ETag)> HeadAsync(TableClient table, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, HeadKey, cancellationToken: cancel);
        if (!found.HasValue)
            return (AuditHead.None, null);
        _ = Formats.Audit.Of(found.Value!, table.Name);
        return (new(Value(found.Value!, "Number") as int? ?? 0, Value(found.Value!, "Hash") as string ?? ""), found.Value!.ETag);
    }

    /// <summary>Which rows of the chain are after one number, up to another.</summary>
    public static string Filter(int after, int to) => TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {Keys.Of(after)} and RowKey le {Keys.Of(to)}");

    /// <summary>A key as a row's: table keys take no slashes.</summary>
    public static string IndexKey(string key) => IndexPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Why a row is not the one that was written; null where it is.</summary>
    /// <param name="found">As it is read.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="entry">What it says; null where that cannot be read.</param>
    public static string? Fault(TableEntity found, AuditHead before, out AuditEntry? entry)
    {
        var row = new AuditRow(before.Number + 1, before.Hash, LongText.Read(found));
        entry = row.Entry();
        if (Value(found, Format.Column) is int format && format > Formats.Audit.Current)
            return $"A newer version of the application wrote it, in format {format}; this version reads formats up to {Formats.Audit.Current}.";
        if (Value(found, nameof(AuditLine.Previous)) as string != before.Hash)
            return "It does not follow from the row before: its column Previous is not that row's hash.";
        if (Value(found, nameof(AuditLine.Hash)) as string != row.Hash)
            return "Its hash is not that of what it says.";
        if (entry is null)
            return "Its document cannot be read.";
        var written = Chained(row, entry);
        return written.Keys.Union(found.Keys).Except(OfTheTable).FirstOrDefault(column => !Equals(Value(written, column), Value(found, column))) is { } altered
            ? $"Its column {altered} is not what its document says."
            : null;
    }

    /// <summary>The number of the row that has the entry of a key; null where there is none.</summary>
    public static async Task<int?> NumberAsync(TableClient table, string key, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, IndexKey(key), cancellationToken: cancel);
        return found.HasValue ? Value(found.Value!, "Number") as int? ?? 0 : null;
    }

    private static string Short(string text) => text.Length > MostCharacters ? $"{text[..MostCharacters]} …" : text;

    public static object? Value(TableEntity row, string column) => row.TryGetValue(column, out var value) ? value : null;
}
