using System.Globalization;
using CsvHelper;

namespace MlFunctions.Storage.Audit;

/// <summary>The audit as a file for spreadsheets; a text that one would take for a formula gets an apostrophe before it.</summary>
public static class AuditCsv
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    private static readonly (string Name, Func<AuditLine, string?> Value)[] Columns =
    [
        ("number", line => line.Number?.ToString(CultureInfo.InvariantCulture)), ("at", line => line.At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)),
        ("action", line => line.Action), ("task", line => line.Task), ("by", line => line.By), ("detail", line => line.Detail), ("key", line => line.Key),
        ("document", line => line.Document?.GetRawText()), ("previous", line => line.Previous), ("hash", line => line.Hash),
    ];

    /// <summary>Writes a heading and a row for each.</summary>
    /// <param name="lines">In order.</param>
    /// <param name="target">UTF-8; stays open.</param>
    /// <param name="cancel">Stops writing.</param>
    public static async Task WriteAsync(IAsyncEnumerable<AuditLine> lines, Stream target, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(target, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns.Select(column => column.Name)], cancel);
        await foreach (var line in lines.WithCancellation(cancel))
            await csv.WriteRecordAsync([.. Columns.Select(column => column.Value(line))], cancel);
        await csv.FlushAsync(cancel);
    }
}
