using MlFunctions.App.Monitoring.Alarms.Looks;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Draws the figure of an alarm up to the alarm, and says where its rule fires.</summary>
public sealed class CurveReader(SpanStore spans, ModelStore models)
{
    internal async Task<Result<RuleFigures>> RuleAsync(BundleSubject subject, CancellationToken cancel)
    {
        if (subject.Rule is not { } rule)
            return new Missing(subject.NoRule);
        var card = subject.Model is { } model ? await models.FindCardAsync(subject.Task.Name, model, cancel) : null;
        return RuleFigures.Read(subject.Task, rule, subject.Evaluation, name => card?.Evaluation.Metric(name)?.Value);
    }

    internal async Task<Result<Curve>> ReadAsync(BundleSubject subject, CancellationToken cancel)
    {
        if (subject.Rule is not { } rule)
            return new Missing(subject.NoRule);
        var drawn = CurveSpans.Of(subject.Task.Cadence, rule, subject.Evaluation);
        if ((CurveFigure.Of(subject.Task, rule) ?? await ColumnsAsync(subject, rule, drawn, cancel)) is not { } figure)
            return new Missing($"Model {subject.Model} has no profile of its training rows, with which columns would be compared.");
        var rows = rule.Kind == RuleKind.Shift
            ? await spans.ArrivalsAsync(subject.Task.Name, drawn.Length, drawn.Start, drawn.End, cancel)
            : await spans.ReadAsync(subject.Task.Name, drawn.Length, drawn.Start, drawn.End, cancel);
        var isOfModel = rule.Kind is RuleKind.Threshold or RuleKind.Shift or RuleKind.Drift or RuleKind.Contract;
        var curve = Curve.Of(figure, rows.Where(row => !isOfModel || row.Series.Model == subject.Model), drawn.End, drawn.Each);
        return curve.Points.Count > 0 ? curve : new Missing($"There are no sums of the time up to {subject.Evaluation.To:u}; they are kept for two hours by the second, and for eight days by the minute.");
    }

    /// <summary>Also those that no log has, because they failed with it.</summary>
    internal async Task<Result<SortedDictionary<int, long>>> FailuresAsync(BundleSubject subject, CancellationToken cancel)
    {
        var sums = Aggregate.Sum((await spans.CoverAsync(subject.Task.Name, subject.Evaluation.From, subject.Evaluation.To, cancel)).Select(row => row.Sums));
        return new SortedDictionary<int, long>(sums.Failures.Bins.ToDictionary(status => status.Bin, status => status.Count));
    }

    /// <summary>How many columns differ; null without a profile.</summary>
    private async Task<CurveFigure?> ColumnsAsync(BundleSubject subject, AlarmRule rule, CurveSpans drawn, CancellationToken cancel)
    {
        if (subject.Model is not { } model || await models.FindProfileAsync(subject.Task.Name, model, cancel) is not { } profile)
            return null;
        return new("columns that differ", "count", sums => sums.Predictions <= 0 ? new(null, 0) : new(Columns(subject, rule, profile, new LiveWindow(sums, drawn.Each)), sums.Predictions));
    }

    private static double? Columns(BundleSubject subject, AlarmRule rule, ModelProfile profile, LiveWindow window) =>
        new DriftRule(rule.Significance).Evaluate(default, default, DriftLook.Findings(rule, DriftReport.Compare(subject.Task.Kind, profile, window)), window.Sums.Predictions)?.Value;
}
