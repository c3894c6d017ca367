using System.Globalization;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>Judges silence: no data where nothing came although so much was expected that chance does not explain it.</summary>
/// <param name="What">Predictions or outcomes, in a word.</param>
/// <param name="Significance">Of a single evaluation.</param>
public sealed record NoDataRule(string What, double Significance)
{
    /// <summary>Events that must be expected before silence means anything: of independent ones none comes with probability e^(−expected).</summary>
    public double Enough => -Math.Log(Significance);

    /// <summary>Null where nothing came, but not enough was expected either: the window must grow.</summary>
    /// <param name="from">Of the window, which overlaps with none judged before.</param>
    /// <param name="to">Its end.</param>
    /// <param name="seen">Events in it.</param>
    /// <param name="expected">Events that such a window has, as by <see cref="Expected"/> or a fitted delay curve.</param>
    public AlarmEvaluation? Evaluate(DateTimeOffset from, DateTimeOffset to, long seen, double expected) => seen <= 0 && expected < Enough
        ? null
        : new AlarmEvaluation(from, to, seen > 0 ? Verdict.Better : Verdict.NoData, seen, seen, string.Create(CultureInfo.InvariantCulture,
            $"{seen} {What} came, where at least {expected:0.#} were expected; that none comes is no chance from {Enough:0.#} expected on."));

    /// <summary>What can be counted on: the least that the same window had on former days. 0 where there were none.</summary>
    /// <param name="formerDays">Events in the same window of each of the last days, or of the same weekday in the last weeks.</param>
    public static double Expected(IEnumerable<long> formerDays) => formerDays.DefaultIfEmpty(0).Min();
}
