using MlFunctions.Domain.Predictions;

namespace MlFunctions.Domain.Metrics;

/// <summary>What a good value of a metric is.</summary>
public enum Better
{
    Lower,
    Higher,

    /// <summary>The nearer to <see cref="RegressionMetric.Ideal"/>, the better.</summary>
    Nearer,
}

/// <summary>A metric of a regression task: the mean of a term over the rows, then a function of that mean, so that it merges and resamples by sums.</summary>
/// <param name="Name">Its name in model cards and metric rows.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Unit">"label" for the label's own unit, else the unit's name.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Ideal">The value of a perfect model.</param>
/// <param name="Term">Of one row: from what really happened and what was answered.</param>
/// <param name="Finish">From the mean of the terms to the metric.</param>
public sealed record RegressionMetric(
    string Name,
    string Description,
    string Unit,
    Better Better,
    double Ideal,
    Func<double, Estimate, double> Term,
    Func<double, double> Finish)
{
    /// <summary>The metric over rows.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public double Of(IReadOnlyCollection<(double Actual, Estimate Estimate)> rows) => rows.Count == 0
        ? throw new ArgumentException($"There is no {Name} of no rows.", nameof(rows))
        : Finish(rows.Average(row => Term(row.Actual, row.Estimate)));
}
