using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>The model that a rollback would bring back, and what speaks for it.</summary>
/// <param name="Model">Its version.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Metric">The deciding metric.</param>
/// <param name="Validation">The metric on its validation rows, with its 95 % interval.</param>
/// <param name="Present">The same of the model in production.</param>
/// <param name="IsComparable">Whether both were judged on the same rows.</param>
/// <param name="Difference">The model in production minus this one on the same rows, with its paired interval; null where they were never compared.</param>
/// <param name="Live">The metric when it was last in production; null where nothing is known of that.</param>
/// <param name="PresentLive">The metric of the model in production at the alarm.</param>
/// <param name="Detail">All of it in a sentence or two.</param>
public sealed record RollbackTarget(
    int Model,
    string Trainer,
    DateTimeOffset CreatedAt,
    string Metric,
    MetricEstimate? Validation,
    MetricEstimate? Present,
    bool IsComparable,
    MetricEstimate? Difference,
    LiveEvidence? Live,
    LiveEvidence? PresentLive,
    string Detail)
{
    /// <summary>Sets a model beside the one in production.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="target">The card of the model to go back to.</param>
    /// <param name="present">The card of the model in production.</param>
    /// <param name="live">Of the first, when it was last in production.</param>
    /// <param name="presentLive">Of the second, at the alarm.</param>
    public static RollbackTarget Of(TaskDefinition task, ModelCard target, ModelCard present, LiveEvidence? live, LiveEvidence? presentLive)
    {
        var metric = task.AllMetrics().First(one => one.Name == task.Metric);
        var (own, other) = (target.Evaluation.Metric(metric.Name), present.Evaluation.Metric(metric.Name));
        var same = Rows(target) == Rows(present) && own is not null && other is not null;
        var difference = present.Evaluation.Production is { } compared && compared.Model == target.Version && compared.Difference.Name == metric.Name ? compared.Difference : null;
        string[] sentences =
        [
            own is null || other is null ? $"Models {target.Version} and {present.Version} were not judged by the same metric."
                : same ? FormattableString.Invariant($"On the same validation rows model {target.Version} has {metric.Name} {Text(own)}, model {present.Version} {Text(other)}.")
                : FormattableString.Invariant($"Model {target.Version} has {metric.Name} {Text(own)} and model {present.Version} {Text(other)}, on different validation rows, which do not compare."),
            live is null ? $"Of its time in production no {metric.Name} is known." : FormattableString.Invariant($"When it was last in production its {metric.Name} was {live.Value:0.####} over {live.Count} outcomes."),
            presentLive is null ? "" : FormattableString.Invariant($"Now it is {presentLive.Value:0.####} over {presentLive.Count}{Verdict(metric, live, presentLive)}."),
        ];
        return new(
            target.Version, target.Trainer, target.CreatedAt, metric.Name, own, other, same, difference, live, presentLive, string.Join(' ', sentences.Where(sentence => sentence.Length > 0)));
    }

    /// <summary>Which rows a model was judged on.</summary>
    private static (int Dataset, string Sha256, int Rows, string Selection) Rows(ModelCard card) =>
        (card.Provenance.Validation.Dataset, card.Provenance.Validation.Sha256, card.Provenance.Validation.Rows, card.Provenance.Validation.Selection);

    private static string Text(MetricEstimate estimate) => FormattableString.Invariant($"{estimate.Value:0.####} ({estimate.Lower:0.####} to {estimate.Upper:0.####})");

    private static string Verdict(Metric metric, LiveEvidence? live, LiveEvidence present) => live is null ? ""
        : metric.Rank(live.Value) < metric.Rank(present.Value) ? ", so that a rollback may help, unless inputs have changed" : ", so that a rollback is not likely to help";
}

/// <summary>A metric while a model was in production.</summary>
/// <param name="From">Of the time that is looked at.</param>
/// <param name="To">Its end.</param>
/// <param name="Value">Of the metric.</param>
/// <param name="Count">Over so many outcomes.</param>
/// <param name="StandardError">Of sampling; null where it is not known.</param>
public sealed record LiveEvidence(DateTimeOffset From, DateTimeOffset To, double Value, long Count, double? StandardError)
{
    /// <summary>Of the task's deciding metric; null where no outcome is known.</summary>
    public static LiveEvidence? Of(TaskDefinition task, Aggregate sums, DateTimeOffset from, DateTimeOffset to) =>
        LiveMetrics.Of(task, sums).FirstOrDefault(metric => metric.Name == task.Metric) is { Value: { } value } live ? new(from, to, value, live.Count, live.StandardError) : null;
}
