using System.Globalization;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>What an alarm looks at, as a figure of any span.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Read">From the sums of a span.</param>
public sealed record CurveFigure(string Name, string Unit, Func<Aggregate, CurveReading> Read)
{
    // Of the normal distribution, for 95 %.
    private const double Sides = 1.96;

    /// <summary>The figure of a rule that is read from sums alone; null of rules about columns, which take a profile.</summary>
    public static CurveFigure? Of(TaskDefinition task, AlarmRule rule) => rule.Kind switch
    {
        RuleKind.Threshold => Live(task, rule.Threshold!.Metric),
        RuleKind.Shift => Live(task, rule.Metric!),
        RuleKind.Errors => new("failed calls", "share", sums => Share(Calls.Errors(sums))),
        RuleKind.Latency => new(string.Create(CultureInfo.InvariantCulture, $"answers over {task.Promotion.MaxP99Milliseconds} ms"), "share", sums => Share(Calls.Slow(sums, task.Promotion.MaxP99Milliseconds))),
        RuleKind.Predictions => new("predictions", "count", sums => new(sums.Predictions, sums.Predictions)),
        RuleKind.Outcomes => new("outcomes", "count", sums => new(sums.Outcomes, sums.Predictions)),
        _ => null,
    };

    private static CurveFigure Live(TaskDefinition task, string name)
    {
        var metric = task.AllMetrics().First(one => one.Name == name);
        return new(metric.Name, metric.Unit == "label" ? task.Label : metric.Unit, sums => Reading(LiveMetrics.Of(task, sums).First(live => live.Name == metric.Name)));
    }

    private static CurveReading Reading(LiveMetric live) => live is { Value: { } value, StandardError: { } error }
        ? new(value, live.Count, value - (Sides * error), value + (Sides * error))
        : new(live.Value, live.Count, live.Lower, live.Upper);

    /// <summary>The interval is Wilson's (Probable inference, JASA 22, 1927), which is right for shares near 0.</summary>
    private static CurveReading Share(Calls calls)
    {
        if (calls.Total <= 0)
            return new(null, 0);
        var (n, share) = ((double)calls.Total, (double)calls.Bad / calls.Total);
        var (middle, half) = (share + (Sides * Sides / (2 * n)), Sides * Math.Sqrt((share * (1 - share) / n) + (Sides * Sides / (4 * n * n))));
        var scale = 1 + (Sides * Sides / n);
        return new(share, calls.Total, Math.Max(0, (middle - half) / scale), Math.Min(1, (middle + half) / scale));
    }
}

/// <summary>A figure of a span; see <see cref="CurvePoint"/>.</summary>
public readonly record struct CurveReading(double? Value, long Count, double? Lower = null, double? Upper = null);
