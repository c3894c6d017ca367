using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>The live metrics of one span.</summary>
/// <param name="Span">How long it is.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Model">Of which model, where one was asked for.</param>
/// <param name="Maturity">Which share of the labels that will come has come; null while too few have come to know.</param>
/// <param name="Metrics">By name, of all models or of the one.</param>
/// <param name="Estimates">What they are expected to be, before labels come.</param>
/// <param name="Models">The same of each model that answered, where none was asked for.</param>
internal sealed record SpanAnswer(
    Cadence Span,
    DateTimeOffset Start,
    DateTimeOffset End,
    int? Model,
    double? Maturity,
    IReadOnlyDictionary<string, MetricAnswer> Metrics,
    IReadOnlyDictionary<string, MetricAnswer>? Estimates,
    IReadOnlyList<ModelMetrics>? Models)
{
    /// <param name="task">Whose.</param>
    /// <param name="rows">Of one span.</param>
    /// <param name="model">The one that was asked for; null: all.</param>
    /// <param name="profiles">Of the models that have one.</param>
    /// <param name="curve">How late labels come; null: not known.</param>
    /// <param name="now">The time.</param>
    public static SpanAnswer Of(TaskDefinition task, IReadOnlyList<SpanRow> rows, int? model, IReadOnlyDictionary<int, ModelProfile?> profiles, DelayCurve? curve, DateTimeOffset now)
    {
        var span = rows[0].Span;
        var sums = Aggregate.Sum(rows.Select(row => row.Sums));
        SpanRow[] answered = [.. rows.Where(row => row.Series != Series.Refused)];
        var only = answered is [var one] ? profiles.GetValueOrDefault(one.Series.Model) : null;
        return new(
            span.Length, span.Start, span.End, model, curve?.WindowMaturity(span.Start, Domain.Monitoring.Spans.Span.Duration(span.Length), now),
            MetricAnswer.All(LiveMetrics.Of(task, sums))!, MetricAnswer.All(App.Monitoring.Metrics.Estimates.Of(task, sums, only)), model is null ? [.. answered.Select(row => ModelMetrics.Of(task, row, profiles.GetValueOrDefault(row.Series.Model)))] : null);
    }
}

/// <summary>The live metrics of one model, or of one arm of an experiment.</summary>
internal sealed record ModelMetrics(int Model, string Arm, IReadOnlyDictionary<string, MetricAnswer> Metrics, IReadOnlyDictionary<string, MetricAnswer>? Estimates)
{
    public static ModelMetrics Of(TaskDefinition task, SpanRow row, ModelProfile? profile) => new(
        row.Series.Model, row.Series.Arm, MetricAnswer.All(LiveMetrics.Of(task, row.Sums))!, MetricAnswer.All(App.Monitoring.Metrics.Estimates.Of(task, row.Sums, profile)));
}

/// <summary>A figure; see <see cref="LiveMetric"/>.</summary>
internal sealed record MetricAnswer(double? Value, long Count, double? StandardError, double? Lower, double? Upper, bool? IsEstimated)
{
    /// <summary>By name; null of none.</summary>
    public static IReadOnlyDictionary<string, MetricAnswer>? All(IReadOnlyList<LiveMetric> metrics) => metrics.Count == 0 ? null : metrics.ToDictionary(metric => metric.Name, Of);

    private static MetricAnswer Of(LiveMetric metric) => new(metric.Value, metric.Count, metric.StandardError, metric.Lower, metric.Upper, metric.IsEstimated ? true : null);
}
