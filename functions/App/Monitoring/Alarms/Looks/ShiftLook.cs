using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>Follows the errors of the model in production in the order in which outcomes are told.</summary>
internal static class ShiftLook
{
    /// <summary>At most so many spans in one look; after a pause the next looks go on.</summary>
    private const int MostSpans = 600;

    /// <summary>While nothing is told, so long a pause is not written down.</summary>
    private const int Quiet = 60;

    public static async Task AtAsync(Outlook outlook, JudgedAlarm alarm, SpanReadings readings, CancellationToken cancel)
    {
        var (task, rule) = (outlook.Task, alarm.Rule);
        if (outlook.Model is not { } model || TaskMetrics.Find(task.Kind, rule.Metric!) is not { } metric)
            return;
        var (each, told) = (Span.Duration(task.Cadence), outlook.ToldOf(task.Cadence));
        var from = alarm.From(told);
        if (told - from > Span.Kept(task.Cadence))
            from = told - Span.Kept(task.Cadence);
        var to = told - from > MostSpans * each ? from + (MostSpans * each) : told;
        if (from >= to)
            return;
        var terms = (await readings.ArrivalsAsync(task.Cadence, from, to, cancel)).Where(row => row.Series.Model == model.Version).ToDictionary(row => row.Span.Start, row => row.Sums.Term(metric.Name));
        if (terms.Count == 0 && to - from < Quiet * each)
            return;
        var detector = new PageHinkley(metric.Better, task.Alarms.Shift, rule.FalseAlarmsPerMonth);
        var state = alarm.Alarm.Shift ?? new ShiftState();
        foreach (var (start, sums) in terms.OrderBy(span => span.Key))
        {
            if (Usual(outlook, model, metric, start) is not { } baseline)
                continue;
            (state, var evaluation) = detector.Evaluate(state, start, start + each, sums, baseline);
            alarm.Judge(evaluation);
        }

        alarm.Follow(state, to);
    }

    private static Baseline? Usual(Outlook outlook, JudgedModel model, Metric metric, DateTimeOffset time) =>
        outlook.Usual?.At(time) ?? (model.Profile?.Answers.Term(metric.Name) is { Count: > 1 } terms ? Baseline.Of(terms, Clear(outlook.Task, terms, metric)) : null);

    /// <summary>The clear line of the metric's threshold as a multiple of the mean term on the validation rows; 1 where it has none.</summary>
    private static double Clear(TaskDefinition task, Moments terms, Metric metric)
    {
        // A root is twice as large where its mean is four times as large.
        var isRoot = metric == RootMeanSquaredError.Metric;
        var clear = task.Thresholds.FirstOrDefault(threshold => threshold.Metric == metric.Name) switch
        {
            { Basis: ThresholdBasis.Validation } threshold => threshold.Clear,
            { } threshold => threshold.Clear / (isRoot ? Math.Sqrt(terms.Mean()) : terms.Mean()),
            null => 1,
        };
        return isRoot ? clear * clear : clear;
    }
}
