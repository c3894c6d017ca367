using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>Which spans a curve is drawn of: as fine as the alarm looks, so many that what it looked at is in sight, and so few that they are read within a second.</summary>
/// <param name="Length">The spans that are read.</param>
/// <param name="Each">How long a point is; of one such span or a few.</param>
/// <param name="Start">Of the first point.</param>
/// <param name="End">Of the last.</param>
public sealed record CurveSpans(Cadence Length, TimeSpan Each, DateTimeOffset Start, DateTimeOffset End)
{
    private const int SecondsAPoint = 10;
    private const int MinutesAPoint = 3;

    // The sums of columns are large.
    private const int MostOfColumns = 30;

    /// <summary>Those of a rule's evaluation.</summary>
    /// <param name="cadence">Of the task.</param>
    /// <param name="rule">That fired.</param>
    /// <param name="evaluation">What it looked at.</param>
    public static CurveSpans Of(Cadence cadence, AlarmRule rule, AlarmEvaluation evaluation)
    {
        if (rule.Kind is RuleKind.Shift)
            return At(cadence, cadence == Cadence.Second ? SecondsAPoint : 1, evaluation.To, Curve.MostPoints);
        var window = evaluation.To - evaluation.From;
        if (rule.Kind is RuleKind.Drift or RuleKind.Contract)
            return At(rule.Every >= Span.Duration(Cadence.Day) ? Cadence.Day : Cadence.Hour, 1, evaluation.To, MostOfColumns);
        var least = Span.Finest(cadence) > Cadence.Minute ? Span.Finest(cadence) : Cadence.Minute;
        var looked = rule.Kind is RuleKind.Errors or RuleKind.Latency || window < rule.Every ? rule.Every : window;
        var length = Enum.GetValues<Cadence>().Last(one => one == least || (one > least && Span.Duration(one) <= looked));
        while (length < Cadence.Day && Span.Duration(length) * Curve.MostPoints * (length == Cadence.Minute ? MinutesAPoint : 1) < window)
            length++;
        return At(length, length == Cadence.Minute ? Math.Max(1, (int)Math.Ceiling(window / (Span.Duration(length) * Curve.MostPoints))) : 1, evaluation.To, Curve.MostPoints);
    }

    private static CurveSpans At(Cadence length, int together, DateTimeOffset to, int most)
    {
        var end = Span.At(length, to.AddTicks(-1)).End;
        var each = Span.Duration(length) * together;
        return new(length, each, end - (each * most), end);
    }
}
