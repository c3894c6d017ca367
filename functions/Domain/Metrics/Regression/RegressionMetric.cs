namespace MlFunctions.Domain.Metrics.Regression;

/// <summary>A metric of a regression task: the mean of a term over the rows, then a function of that mean, so that it merges and resamples by sums.</summary>
/// <param name="Term">Of one row: from what really happened and what was answered.</param>
/// <param name="Finish">From the mean of the terms to the metric.</param>
public sealed record RegressionMetric(
    string Name,
    string Description,
    string Unit,
    Better Better,
    double Ideal,
    Func<double, Estimate, double> Term,
    Func<double, double> Finish) : Metric(Name, Description, Unit, Better, Ideal)
{
    /// <summary>The metric over rows.</summary>
    /// <param name="rows">At least one row.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public double Of(IReadOnlyCollection<(double Actual, Estimate Estimate)> rows) => rows.Count == 0
        ? throw new ArgumentException($"There is no {Name} of no rows.", nameof(rows))
        : Finish(rows.Average(row => Term(row.Actual, row.Estimate)));
}
