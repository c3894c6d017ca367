using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>
/// Judges a live metric of a window: worse where it is beyond the fire line, and beyond the clear line by more than chance. Whatever is not worse than the clear line is healthy, so the rate of false
/// alarms holds up to there; between the lines it may fire or not.
/// </summary>
/// <param name="Metric">What is judged.</param>
/// <param name="Threshold">Where it fires and clears.</param>
/// <param name="Validation">The metric on the validation rows of the model in production; null where it is not known.</param>
/// <param name="Significance">Of a single evaluation.</param>
public sealed record ThresholdRule(Metric Metric, Threshold Threshold, double? Validation, double Significance)
{
    /// <summary>Null where there is nothing to judge by yet: too few outcomes, no figure, or no validation value to hold it against.</summary>
    /// <param name="from">Of the window, which overlaps with none judged before.</param>
    /// <param name="to">Its end.</param>
    /// <param name="live">The metric in it.</param>
    public AlarmEvaluation? Evaluate(DateTimeOffset from, DateTimeOffset to, LiveMetric live)
    {
        if (live.Value is not { } value || live.Count < Threshold.MinLabels || Line(Threshold.Fire) is not { } fire || Line(Threshold.Clear) is not { } clear)
            return null;
        var badness = Metric.Rank(value);
        var pValue = PValue(live, value, clear);
        var verdict = badness > Metric.Rank(fire) && pValue <= Significance ? Verdict.Worse : badness <= Metric.Rank(clear) ? Verdict.Better : Verdict.Between;
        var chance = live.StandardError is null ? "its sampling error is not known" : FormattableString.Invariant($"by chance it would be so far beyond where it clears with p = {pValue:G2}, and at most {Significance:G2} counts");
        return new AlarmEvaluation(from, to, verdict, value, live.Count, FormattableString.Invariant(
            $"{Metric.Name} is {Figure.Words(value)} over {live.Count} outcomes; it fires at {Figure.Words(fire)} and clears at {Figure.Words(clear)}; {chance}."));
    }

    private double? Line(double at) => Threshold.Basis == ThresholdBasis.Absolute ? at : at * Validation;

    /// <summary>Of a value that bad, if the metric were on its clear line; 0 where the sampling error is not known, so that the lines alone decide.</summary>
    private double PValue(LiveMetric live, double value, double clear)
    {
        if (live.StandardError is not { } error)
            return 0;
        var side = Metric.Better == Better.Higher || (Metric.Better == Better.Nearer && value < Metric.Ideal) ? -1 : 1;
        var distance = Metric.Rank(value) - Metric.Rank(clear);
        var tail = StudentisedMean.UpperTail(distance, error, side * live.Skewness, live.Count);
        // A metric that should be near its ideal can also be as far away on the other side.
        return Metric.Better != Better.Nearer ? tail : tail + StudentisedMean.UpperTail(distance + (2 * Metric.Rank(clear)), error, side * live.Skewness, live.Count);
    }
}
