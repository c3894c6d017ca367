using System.Text.Json;
using Azure.Data.Tables;
using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Audit;

/// <summary>A row of the audit as its columns say it, so that it can be read even where somebody has altered it.</summary>
/// <param name="Number">Counts the rows from 1.</param>
/// <param name="At">When it happened.</param>
/// <param name="Action">What.</param>
/// <param name="Task">Whose; null where it is about all.</param>
/// <param name="By">Who.</param>
/// <param name="Detail">In one sentence.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Document">What was decided, as data.</param>
/// <param name="Previous">The hash of the row before.</param>
/// <param name="Hash">Of this row.</param>
public sealed record AuditLine(
    int? Number, DateTimeOffset? At, string? Action, string? Task, string? By, string? Detail, string? Key, JsonElement? Document, string? Previous, string? Hash)
{
    internal static AuditLine Of(TableEntity row) => new(
        Value(row, nameof(Number)) as int?, Value(row, nameof(At)) as DateTimeOffset?, Text(row, nameof(Action)), Text(row, nameof(Task)), Text(row, nameof(By)), Text(row, nameof(Detail)), Text(row, nameof(Key)),
        new AuditRow(0, string.Empty, LongText.Read(row)).Entry()?.Document, Text(row, nameof(Previous)), Text(row, nameof(Hash)));

    private static string? Text(TableEntity row, string column) => Value(row, column) as string;

    private static object? Value(TableEntity row, string column) => row.TryGetValue(column, out var value) ? value : null;
}
