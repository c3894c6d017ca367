using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>Predictions that show what is wrong, copied out of the log before it expires.</summary>
/// <param name="Order">By what they were chosen.</param>
/// <param name="Read">Out of how many that were looked at.</param>
/// <param name="Of">Of how many that there are in that time; null where that is not known.</param>
/// <param name="From">When the first that was looked at was asked.</param>
/// <param name="To">When the last was.</param>
/// <param name="Items">The most telling first.</param>
public sealed record ShownPredictions(string Order, long Read, long? Of, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<ShownPrediction> Items)
{
    public const int Most = 20;

    /// <summary>The worst of those whose outcome is known.</summary>
    /// <param name="order">See <see cref="LabelledPrediction.ErrorOf"/>.</param>
    /// <param name="predictions">Those that were looked at.</param>
    /// <param name="told">Outcomes that are known of their time.</param>
    public static ShownPredictions Worst(string order, IReadOnlyList<LabelledPrediction> predictions, long? told) => new(
        order, predictions.Count, told, predictions.Min(one => (DateTimeOffset?)one.Row.At), predictions.Max(one => (DateTimeOffset?)one.Row.At),
        [
            .. predictions.Select(one => (One: one, one.Error)).Where(one => one.Error is not null).OrderByDescending(one => one.Error).ThenBy(one => one.One.Id.ToString(), StringComparer.Ordinal).Take(Most)
                .Select(one => ShownPrediction.Of(one.One.Id, one.One.Row) with { Actual = one.One.Actual, Error = one.Error }),
        ]);

    /// <summary>Rows of the log that were chosen already.</summary>
    public static ShownPredictions Chosen(string order, IReadOnlyList<LoggedRow> read, long? of, IEnumerable<ShownPrediction> chosen) =>
        new(order, read.Count, of, read.Min(row => (DateTimeOffset?)row.Row.At), read.Max(row => (DateTimeOffset?)row.Row.At), [.. chosen.Take(Most)]);
}

/// <summary>A row of the log with its address.</summary>
public sealed record LoggedRow(PredictionId Id, LogRow Row);

/// <summary>One of them.</summary>
/// <param name="Id">By which it can be looked up, while the log lasts.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Model">Which model answered; null of a failure.</param>
/// <param name="Unit">Who was predicted for.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Input">As it came; null where it is larger than is copied.</param>
/// <param name="InputBytes">Of an input that is too large to be copied.</param>
/// <param name="Output">What was answered.</param>
/// <param name="Failure">Why it was refused.</param>
public sealed record ShownPrediction(
    PredictionId Id, DateTimeOffset At, int? Model, string? Unit, double? Milliseconds, JsonElement? Input, int? InputBytes, JsonElement? Output, LoggedFailure? Failure)
{
    private const int MostInputCharacters = 65_536;

    /// <summary>What really happened.</summary>
    public Actual? Actual { get; init; }

    /// <summary>How wrong it was.</summary>
    public double? Error { get; init; }

    /// <summary>By column, what its value is that has become frequent.</summary>
    public IReadOnlyDictionary<string, string>? Holds { get; init; }

    public static ShownPrediction Of(PredictionId id, LogRow row)
    {
        var length = row.Input?.GetRawText().Length ?? 0;
        var isWhole = length <= MostInputCharacters;
        return new(id, row.At, row.Model, row.Unit, row.Milliseconds, isWhole ? row.Input : null, isWhole ? null : length, row.Output, row.Failure);
    }
}
