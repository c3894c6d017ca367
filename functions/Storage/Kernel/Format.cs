using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Kernel;

/// <summary>The formats of one kind of stored document, numbered from 1. A document without a number has format 1.</summary>
public sealed class Format
{
    /// <summary>The column of a row that holds the number.</summary>
    public const string Column = "FormatVersion";

    /// <summary>The entry of a blob's metadata that holds the number; services differ in the case of names that they return.</summary>
    public const string Entry = "formatversion";

    private readonly Func<JsonNode, JsonNode>[] upgrades;

    /// <param name="kind">The kind of document, for people.</param>
    /// <param name="upgrades">Pure functions in order: the first makes a document of format 2 out of one of format 1.</param>
    public Format(string kind, params Func<JsonNode, JsonNode>[] upgrades) => (Kind, this.upgrades) = (kind, upgrades);

    public string Kind { get; }

    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public int Current => 1 + upgrades.Length;

    /// <summary>The metadata of a blob in the current format.</summary>
    internal Dictionary<string, string> Metadata => new() { [Entry] = Current.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Marks a row as written in the current format.</summary>
    internal void Mark(TableEntity row) => row[Column] = Current;

    /// <summary>The format of a row.</summary>
    /// <exception cref="NewerFormatException">It is newer than this version.</exception>
    internal int Of(TableEntity row, string table) => Known(row.GetInt32(Column) ?? 1, $"table {table}, row {row.PartitionKey} / {row.RowKey}");

    /// <summary>The format of a blob.</summary>
    /// <exception cref="NewerFormatException">It is newer than this version.</exception>
    internal int Of(IDictionary<string, string> metadata, string blob) =>
        Known(metadata.TryGetValue(Entry, out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : 1, $"blob {blob}");

    /// <summary>Reads a document that has one of the known formats.</summary>
    public T Read<T>(string json, int format)
    {
        if (format == Current)
            return JsonSerializer.Deserialize<T>(json, Json.Options)!;
        var document = JsonNode.Parse(json)!;
        foreach (var upgrade in upgrades.Skip(format - 1))
            document = upgrade(document);
        return document.Deserialize<T>(Json.Options)!;
    }

    private int Known(int format, string place) => format <= Current ? format : throw new NewerFormatException(Kind, place, format, Current);
}
