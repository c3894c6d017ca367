using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Looks at a metric of the model in production, span after span as their labels become mature. Spans with too few labels are looked at together.</summary>
internal static class ThresholdLook
{
    public static async Task AtAsync(Outlook outlook, JudgedAlarm alarm, SpanReadings readings, CancellationToken cancel)
    {
        if (outlook is not { Model: { } model, Immature: { } immature } || alarm.Rule.Threshold is not { } threshold || TaskMetrics.Find(outlook.Task.Kind, threshold.Metric) is not { } metric)
            return;
        var from = alarm.From(Before(immature));
        if (from >= immature.Start)
            return;
        var rule = new ThresholdRule(metric, threshold, model.Card.Evaluation.Metric(metric.Name)?.Value, alarm.Rule.Significance);
        var pool = new Aggregate();
        foreach (var span in await readings.CoverAsync(from, immature.Start, cancel))
        {
            if (span.Unsound() is { } reason)
            {
                alarm.PassOver(span.Key.End, reason);
                (from, pool) = (span.Key.End, new Aggregate());
                continue;
            }

            pool.Merge(span.Of(model.Version));
            if (rule.Evaluate(from, span.Key.End, LiveMetrics.Of(outlook.Task, pool).First(live => live.Name == metric.Name)) is not { } evaluation)
                continue;
            alarm.Judge(evaluation);
            (from, pool) = (span.Key.End, new Aggregate());
        }
    }

    /// <summary>At first, the last hour or day is judged.</summary>
    private static DateTimeOffset Before(Span immature) => immature.Start - Span.Duration(immature.Length < Cadence.Day ? immature.Length + 1 : Cadence.Day);
}
