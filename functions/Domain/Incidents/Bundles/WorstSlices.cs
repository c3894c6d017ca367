using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>Parts of recent labelled predictions that are worse than all of them.</summary>
/// <param name="Metric">The deciding metric.</param>
/// <param name="Overall">Of all of them.</param>
/// <param name="Lower">Of its 95 % interval.</param>
/// <param name="Upper">Likewise.</param>
/// <param name="Predictions">How many were looked at.</param>
/// <param name="Told">How many outcomes are known of their time.</param>
/// <param name="Slices">The surest first.</param>
public sealed record WorstSlices(string Metric, double Overall, double Lower, double Upper, int Predictions, long? Told, IReadOnlyList<WorstSlice> Slices)
{
    private const int Most = 20;
    private const int Resamples = 200;
    private const int Seed = 1;

    // Errors that are all the same have no spread, and are still not infinitely sure.
    private const double LeastSpread = 1e-9;

    /// <summary>Compares every part with all rows on the same resamples, so that a part of few rows must be far worse to come first.</summary>
    /// <param name="task">Its categories, numbers and times are sliced.</param>
    /// <param name="sliced">The predictions.</param>
    /// <param name="told">See the record.</param>
    public static WorstSlices Of(TaskDefinition task, SlicedPredictions sliced, long? told)
    {
        var metric = task.AllMetrics().First(one => one.Name == task.Metric);
        var drawn = BlockBootstrap.Draw(sliced.Blocks.Count, Seed, Resamples);
        double[] once = [.. Enumerable.Repeat(1.0, sliced.Blocks.Count)];
        var all = Sample(sliced.Answers.Judge([metric], sliced.Blocks));
        var slices = Parts(sliced.Examples).OrderByDescending(slice => slice.Surely).Take(Most);
        var interval = Interval(all);
        return new(metric.Name, all.Value, interval.Lower, interval.Upper, sliced.Predictions, told, [.. slices]);

        IEnumerable<WorstSlice> Parts(IReadOnlyList<Example> examples) =>
            from part in Domain.Models.Slices.Of(task, examples, sliced.Answers.IsEnough)
            let sample = Sample(sliced.Answers.Judge([metric], part.Rows, sliced.Blocks))
            where double.IsFinite(sample.Value)
            let worse = metric.Rank(sample.Value) - metric.Rank(all.Value)
            let spread = Spread(sample.Drawn.Zip(all.Drawn, (own, every) => metric.Rank(own) - metric.Rank(every)))
            where worse > 0
            let ends = Interval(sample)
            select new WorstSlice(part.Column, part.Value, part.Rows.Count, sample.Value, ends.Lower, ends.Upper, worse / Math.Max(spread, Math.Abs(all.Value) * LeastSpread));

        (double Value, double[] Drawn) Sample(SampledMetrics judge) => (judge(once)[0], [.. drawn.Select(draws => judge(draws)[0])]);
    }

    private static Interval Interval((double Value, double[] Drawn) sample) =>
        sample.Drawn.Where(double.IsFinite).ToArray() is { Length: > 0 } finite ? BlockBootstrap.Percentile(finite) : new(sample.Value, sample.Value);

    private static double Spread(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length < 2)
            return double.PositiveInfinity;
        var mean = finite.Average();
        return Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / (finite.Length - 1));
    }
}

/// <summary>One such part.</summary>
/// <param name="Column">The column that defines it.</param>
/// <param name="Value">A category's value, or a quartile's bounds.</param>
/// <param name="Rows">How many rows are in it.</param>
/// <param name="Metric">The deciding metric of these.</param>
/// <param name="Lower">Of its 95 % interval.</param>
/// <param name="Upper">Likewise.</param>
/// <param name="Surely">By how many standard errors it is worse than all.</param>
public sealed record WorstSlice(string Column, string Value, int Rows, double Metric, double Lower, double Upper, double Surely);
