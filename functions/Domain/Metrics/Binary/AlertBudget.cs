namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>What investigators find who look at a stated share of the rows, the highest scores first.</summary>
/// <remarks>Dal Pozzolo et al., Credit Card Fraud Detection: A Realistic Modeling and a Novel Learning Strategy, IEEE TNNLS 29 (2018), section III.</remarks>
public static class AlertBudget
{
    public static BinaryMetric RecallAt(double budget) => new(
        "recallAtBudget", $"Share of the positive rows among the {budget:P2} of rows that score highest.", Better.Higher, 1,
        (rows, weights) => Recall(rows, weights, budget));

    public static BinaryMetric PrecisionAt(double budget) => new(
        "precisionAtBudget", $"Share of positives among the {budget:P2} of rows that score highest.", Better.Higher, 1,
        (rows, weights) => Precision(rows, weights, budget));

    /// <summary>The share of the positives that is alerted; NaN where no positive row has weight.</summary>
    /// <param name="rows">n rows, sorted.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    /// <param name="budget">The share of all rows that is alerted, in (0, 1]. Of rows of one score that do not all fit, an equal part of each is taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">The budget is no such share.</exception>
    public static double Recall(ScoredRows rows, ReadOnlySpan<double> weights, double budget)
    {
        var (found, _, positives) = Spend(rows, weights, budget);
        return found / positives;
    }

    /// <summary>The share of the alerted rows that is positive; NaN where no row has weight.</summary>
    /// <inheritdoc cref="Recall"/>
    public static double Precision(ScoredRows rows, ReadOnlySpan<double> weights, double budget)
    {
        var (found, alerted, _) = Spend(rows, weights, budget);
        return found / alerted;
    }

    private static (double Found, double Alerted, double Positives) Spend(ScoredRows rows, ReadOnlySpan<double> weights, double budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budget);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(budget, 1);
        var groups = rows.Weigh(weights);
        var allowed = budget * groups.Sum(group => group.Weight);
        var (found, alerted, positives) = (0.0, 0.0, 0.0);
        foreach (var group in groups)
        {
            positives += group.Positives;
            if (group.Weight == 0)
                continue;
            var part = Math.Clamp((allowed - alerted) / group.Weight, 0, 1);
            found += part * group.Positives;
            alerted += part * group.Weight;
        }

        return (found, alerted, positives);
    }
}
