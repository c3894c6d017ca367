using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Serving;

/// <summary>What is known of a prediction's outcome, to compare with what is told.</summary>
/// <param name="Actual">The truth.</param>
/// <param name="ObservedAt">When it happened.</param>
/// <param name="RecordedAt">When it was told.</param>
/// <param name="Earlier">What was told before it, as JSON; null where nothing was.</param>
/// <param name="Call">The call that kept it, so that a try whose answer got lost is told from another call that says the same.</param>
/// <param name="ETag">Of its row.</param>
internal readonly record struct Known(Actual Actual, DateTimeOffset ObservedAt, DateTimeOffset RecordedAt, string? Earlier, string? Call, ETag ETag)
{
    public Telling Telling => new(Actual, ObservedAt, RecordedAt);
}

/// <summary>Outcomes as rows of a table: one partition for each segment of the prediction log, keyed by the prediction's place in it.</summary>
internal static class OutcomeEntity
{
    /// <summary>The columns of <see cref="ToKnown"/>.</summary>
    public static readonly string[] KnownColumns = ["PartitionKey", "RowKey", "Timestamp", "Actual", "ObservedAt", "RecordedAt", "Earlier", "Call", Format.Column];

    /// <summary>What one cell of a table takes.</summary>
    private const int MaxCharacters = 32_000;

    public static string Partition(LogSegment segment) => segment.ToString();

    public static string Key(PredictionId prediction) => $"{Key(prediction.Offset)}.{prediction.Length:x8}";

    /// <summary>Before the keys of all predictions from a place in the log on.</summary>
    public static string Key(long offset) => $"{offset:x16}";

    /// <summary>The prediction of a key; null where it is none.</summary>
    public static PredictionId? Prediction(LogSegment segment, string key) => key.Split('.') is [var offset, var length]
        && long.TryParse(offset, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(length, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bytes)
        ? new(segment, at, bytes)
        : null;

    /// <summary>The row of an outcome, with what was told before it.</summary>
    public static TableEntity Of(Outcome outcome, Known? before, string call) => new(Partition(outcome.Prediction.Segment), Key(outcome.Prediction))
    {
        [Format.Column] = Formats.Outcome.Current,
        ["Actual"] = Cell(outcome.Actual),
        ["ObservedAt"] = outcome.ObservedAt,
        ["RecordedAt"] = outcome.RecordedAt,
        ["Call"] = call,
        ["Corrects"] = outcome.Corrects is { } corrects ? Cell(corrects) : null,
        ["Earlier"] = Earlier(before),
    };

    /// <summary>All that was told before, as JSON: the newest, as many as a cell and <see cref="OutcomeHistory.MostTellings"/> take.</summary>
    public static string? Earlier(Known? before)
    {
        if (before is not { } known)
            return null;
        List<Telling> told = [.. Tellings(known.Earlier), known.Telling];
        told.RemoveRange(0, Math.Max(0, told.Count - OutcomeHistory.MostTellings + 1));
        for (; ; told.RemoveAt(0))
        {
            if (JsonSerializer.Serialize(told, Json.Options) is { Length: <= MaxCharacters } json)
                return json;
        }
    }

    public static OutcomeHistory ToHistory(PredictionId prediction, TableEntity row) => new(prediction, [.. Tellings(row.GetString("Earlier")), ToKnown(row).Telling]);

    public static Outcome ToOutcome(PredictionId prediction, TableEntity row)
    {
        var known = ToKnown(row);
        return new(prediction, known.Actual, known.ObservedAt, known.RecordedAt, row.TryGetValue("Corrects", out var corrects) ? Stored(corrects) : null);
    }

    /// <exception cref="NewerFormatException">A newer version of the application wrote the row.</exception>
    public static Known ToKnown(TableEntity row)
    {
        _ = Formats.Outcome.Of(row, StorageNames.OutcomesTable);
        return new(Stored(row["Actual"])!, row.GetDateTimeOffset("ObservedAt")!.Value, row.GetDateTimeOffset("RecordedAt")!.Value, row.GetString("Earlier"), row.GetString("Call"), row.ETag);
    }

    private static List<Telling> Tellings(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<Telling>>(json, Json.Options)!;

    /// <summary>A number as a number, so that the table can be queried by it; grades as their JSON.</summary>
    private static object Cell(Actual actual) => double.IsNaN(actual.Number) ? actual.Json : actual.Number;

    private static Actual? Stored(object? cell) => cell switch
    {
        double number => Actual.Of(number),
        string grades => new Actual(grades),
        _ => null,
    };
}
