using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>What can be said of a binary metric of which only histograms are known.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Bounds">The least and the most that it can be, whatever the rows' scores within their bins: in the worst and the best order.</param>
/// <param name="Influence">Of each row, given the alert budget.</param>
internal sealed record BinnedFigure(string Name, Func<BinnedScores, BinaryMetric, Interval> Bounds, Func<BinnedScores, double, Influence> Influence)
{
    /// <summary>The same of whole rows, where that differs.</summary>
    public Func<BinnedScores, double, Influence> OfCounts { get; init; } = Influence;

    /// <summary>Every metric that is read from histograms.</summary>
    public static IReadOnlyDictionary<string, BinnedFigure> All { get; } = new[]
    {
        new BinnedFigure("averagePrecision", (scores, metric) => new(PrecisionInfluence.Least(scores), scores.InOrder(metric, positivesFirst: true)), (scores, _) => PrecisionInfluence.Of(scores))
        {
            OfCounts = (scores, _) => PrecisionJackknife.Of(scores),
        },
        new BinnedFigure("rocAuc", Ordered, (scores, _) => AreaInfluence.Of(scores)),
        new BinnedFigure("recallAtBudget", Ordered, BudgetInfluence.OfRecall),
        new BinnedFigure("precisionAtBudget", Ordered, BudgetInfluence.OfPrecision),
        new BinnedFigure("calibrationError", Near, (scores, _) => CalibrationInfluence.Of(scores)),
    }.ToDictionary(figure => figure.Name);

    // Each is a count of positives that stand above negatives, or above the budget's end: to swap neighbours so that a positive comes first never makes it less, and rows of one score lie between.
    private static Interval Ordered(BinnedScores scores, BinaryMetric metric) => new(scores.InOrder(metric, positivesFirst: false), scores.InOrder(metric, positivesFirst: true));

    private static Interval Near(BinnedScores scores, BinaryMetric metric) =>
        (scores.Middle(metric), CalibrationInfluence.Slack(scores)) is var (middle, slack) ? new(Math.Max(0, middle - slack), Math.Min(1, middle + slack)) : default;
}
