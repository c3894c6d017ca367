using System.Globalization;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>What is remembered between two looks at a stream.</summary>
/// <param name="Evidence">Log-likelihood ratio of a shift since it began, if one has: 0 while there is nothing to be said for it.</param>
/// <param name="From">Since when terms are pooled that are too few to be judged; null where none are.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Sum">Their sum.</param>
public sealed record ShiftState(double Evidence = 0, DateTimeOffset? From = null, long Count = 0, double Sum = 0);

/// <summary>
/// Finds that the mean of a stream has shifted, sooner than any window would: adds up how much likelier each second's terms are after a shift than before, and begins anew whenever that is negative.
/// Worse at the limit, better once it is back at 0.
/// </summary>
/// <remarks>
/// Page, Continuous Inspection Schemes, Biometrika 41 (1954): the sum of <see cref="ShiftEvidence"/>, back to 0 whenever it is negative, until the limit of <see cref="CusumLimit"/>.
/// </remarks>
/// <param name="Better">Which way the metric is better: Lower or Higher.</param>
/// <param name="Shift">The share of the healthy mean by which it must get worse to be worth finding; half of it is taken as nothing.</param>
/// <param name="FalseAlarmsPerMonth">Of a stream whose mean stays at the worst that is healthy.</param>
public sealed record PageHinkley(Better Better, double Shift, double FalseAlarmsPerMonth)
{
    /// <summary>Terms that are judged together at least, so that the skewness of their mean is mild.</summary>
    public const int Fewest = 30;

    /// <summary>The state with the terms of a second (or a minute, an hour) added; the evaluation is null while they are too few.</summary>
    /// <param name="state">Before.</param>
    /// <param name="from">Of the second, which follows on those before.</param>
    /// <param name="to">Its end.</param>
    /// <param name="terms">Of the outcomes told in it.</param>
    /// <param name="baseline">What is usual.</param>
    public (ShiftState State, AlarmEvaluation? Evaluation) Evaluate(ShiftState state, DateTimeOffset from, DateTimeOffset to, Moments terms, Baseline baseline)
    {
        var pooled = state with { From = state.From ?? from, Count = state.Count + terms.Count, Sum = state.Sum + terms.Sum.Value };
        if (pooled.Count < Fewest)
            return (pooled, null);
        var (began, mean) = (pooled.From.Value, pooled.Sum / pooled.Count);
        var shift = ShiftEvidence.Of(Better, Shift, pooled.Count, baseline);
        var limit = shift.Limit(AlarmRule.Month / (to - began) / FalseAlarmsPerMonth);
        var all = shift.Add(state.Evidence, mean);
        // Even where the limit is 0, because so long a window comes so seldom, no evidence is no shift.
        var verdict = all <= 0 ? Verdict.Better : all >= limit ? Verdict.Worse : Verdict.Between;
        // Beyond the limit more evidence would only make it slower to clear.
        var evidence = Math.Min(limit, all);
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"The mean over {pooled.Count} outcomes is {Figure.Words(mean)}, where {(Better == Better.Higher ? "down" : "up")} to {Figure.Words(baseline.Healthy)} is usual; evidence of a shift is {evidence:0.##}, and it fires at {limit:0.##}.");
        return (new ShiftState(evidence), new AlarmEvaluation(began, to, verdict, mean, pooled.Count, detail));
    }
}
