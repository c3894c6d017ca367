using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>From what was answered and what happened to the figures of a model card: metrics with 95 % block-bootstrap intervals, paired differences, slices.</summary>
public sealed class Evaluations
{
    // What a resample costs grows with the rows; fewer resamples of many rows have ends as steady.
    private const double RowVisits = 5e7;
    private const int FewestResamples = 200;

    // An interval of fewer blocks is hardly one.
    private const int FewestBlocks = 10;

    private readonly TaskDefinition task;
    private readonly IReadOnlyList<Example> examples;
    private readonly Blocks blocks;
    private readonly double[][] drawn;
    private readonly double[] once;
    private readonly Metric deciding;
    private readonly IReadOnlyList<Metric> metrics;

    /// <param name="task">The columns, the deciding metric, and which rows are correlated.</param>
    /// <param name="examples">n ≥ 1 validation rows.</param>
    /// <param name="seed">Of the resamples.</param>
    /// <param name="resamples">How many; null: as many as so many rows need.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public Evaluations(TaskDefinition task, IReadOnlyList<Example> examples, int seed, int? resamples = null)
    {
        if (examples.Count == 0)
            throw new ArgumentException("An evaluation needs at least one validation row.", nameof(examples));
        (this.task, this.examples) = (task, examples);
        blocks = Blocks.By(task, examples);
        drawn = BlockBootstrap.Draw(blocks.Count, seed, resamples ?? (int)Math.Clamp(RowVisits / examples.Count, FewestResamples, BlockBootstrap.Resamples));
        once = [.. Enumerable.Repeat(1.0, blocks.Count)];
        metrics = task.AllMetrics();
        deciding = metrics.FirstOrDefault(metric => metric.Name == task.Metric) ?? throw new ArgumentException($"'{task.Metric}' is no metric of a {task.Kind} task.", nameof(task));
    }

    /// <summary>The figures of one model.</summary>
    /// <param name="model">n answers of the model to judge.</param>
    /// <param name="baseline">n answers of the naive one.</param>
    /// <param name="production">The version in production and its n answers, or null.</param>
    /// <param name="importance">What each column is worth to the model.</param>
    public Evaluation Of(ValidationAnswers model, ValidationAnswers baseline, (int Model, ValidationAnswers Answers)? production, IReadOnlyList<Importance> importance)
    {
        var (own, naive) = (Sample(model), Sample(baseline));
        return new Evaluation(
            examples.Count, blocks.Count, blocks.Description, deciding.Better,
            own.Estimates, naive.Estimates, Difference(own, naive),
            production is { } other && Sample(other.Answers) is var theirs ? Compare(other.Model, model, own, other.Answers, theirs) : null,
            Slices.WorstFirst(task, examples, deciding, model.IsEnough, rows => SliceOf(model, rows)),
            [.. importance.OrderByDescending(column => column.Loss)])
        {
            Classes = model is BinaryAnswers ? Prevalence.Of(task, examples) : null,
            Reliability = (model as BinaryAnswers)?.Reliability(),
            CoverageTest = model is RegressionAnswers ranges ? KupiecTest.PValue(ranges.Outside, examples.Count, 1 - Coverage.Nominal) : null,
            Answers = model.Reference(),
            Lines = Enumerable.Range(0, model.Count).Select(model.Line).Prepend(model.Header),
        };
    }

    /// <summary>The deciding metric of all rows.</summary>
    public double Decide(ValidationAnswers answers) => answers.Judge([deciding], blocks)(once)[0];

    private MetricEstimate SliceOf(ValidationAnswers answers, IReadOnlyList<int> rows)
    {
        var part = answers.Judge([deciding], rows, blocks);
        return Estimate(deciding.Name, part(once)[0], drawn.Select(draws => part(draws)[0]));
    }

    private Sampled Sample(ValidationAnswers answers)
    {
        if (answers.Count != examples.Count)
            throw new ArgumentException("An evaluation needs one answer for each row.", nameof(answers));
        var judge = answers.Judge(metrics, blocks);
        var values = judge(once);
        double[][] resamples = [.. drawn.AsParallel().AsOrdered().Select(draws => judge(draws))];
        return new Sampled(resamples, [.. metrics.Select((metric, place) => Estimate(metric.Name, values[place], resamples.Select(sample => sample[place])))]);
    }

    private MetricEstimate Difference(Sampled one, Sampled other)
    {
        var place = metrics.Index().First(metric => metric.Item == deciding).Index;
        return Estimate(
            deciding.Name, one.Estimates[place].Value - other.Estimates[place].Value, one.Resamples.Zip(other.Resamples, (own, theirs) => own[place] - theirs[place]));
    }

    private Comparison Compare(int version, ValidationAnswers model, Sampled own, ValidationAnswers other, Sampled theirs)
    {
        var place = metrics.Index().First(metric => metric.Item == deciding).Index;
        var loss = Estimate(
            deciding.Name, Loss(own.Estimates[place].Value, theirs.Estimates[place].Value), own.Resamples.Zip(theirs.Resamples, (one, another) => Loss(one[place], another[place])));
        return new Comparison(version, theirs.Estimates, Difference(own, theirs)) { Loss = double.IsFinite(loss.Value) ? loss : null, Slices = SliceLosses(model, other) };
    }

    private SliceLoss[] SliceLosses(ValidationAnswers model, ValidationAnswers other) =>
    [
        .. Slices.Of(task, examples, model.IsEnough)
            .Select(part => (Part: part, Blocks: part.Rows.Select(row => blocks.Of[row]).Distinct().Count()))
            .Where(part => part.Blocks >= FewestBlocks)
            .AsParallel().AsOrdered()
            .Select(part => new SliceLoss(part.Part.Column, part.Part.Value, part.Part.Rows.Count, part.Blocks, LossOf(model, other, part.Part.Rows)))
            .Where(slice => double.IsFinite(slice.Loss.Value)),
    ];

    private MetricEstimate LossOf(ValidationAnswers model, ValidationAnswers other, IReadOnlyList<int> rows)
    {
        var (own, theirs) = (model.Judge([deciding], rows, blocks), other.Judge([deciding], rows, blocks));
        return Estimate(deciding.Name, Loss(own(once)[0], theirs(once)[0]), drawn.Select(draws => Loss(own(draws)[0], theirs(draws)[0])));
    }

    /// <summary>By which share of the other's metric one is worse.</summary>
    private double Loss(double one, double other) => one == other ? 0 : (deciding.Better == Better.Higher ? other - one : one - other) / other;

    private static MetricEstimate Estimate(string name, double value, IEnumerable<double> resamples)
    {
        double[] finite = [.. resamples.Where(double.IsFinite)];
        var interval = finite.Length == 0 ? new Interval(value, value) : BlockBootstrap.Percentile(finite);
        return new MetricEstimate(name, value, interval.Lower, interval.Upper);
    }

    private sealed record Sampled(double[][] Resamples, IReadOnlyList<MetricEstimate> Estimates);
}
