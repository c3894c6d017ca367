namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>How often a positive row scores higher than a negative one, ties half.</summary>
/// <remarks>Hanley and McNeil, The Meaning and Use of the Area under a Receiver Operating Characteristic Curve, Radiology 143 (1982).</remarks>
public static class RocAuc
{
    public static BinaryMetric Metric { get; } = new(
        "rocAuc", "Area under the ROC curve: how often a positive row scores higher than a negative one.", Better.Higher, 1, Of)
    { Decides = true };

    /// <summary>From 0 to 1, 0.5 for a useless score; NaN where one class has no weight.</summary>
    /// <param name="rows">n rows, sorted.</param>
    /// <param name="weights">n weights in the rows' own order; empty: each row weighs 1.</param>
    public static double Of(ScoredRows rows, ReadOnlySpan<double> weights)
    {
        var (positives, negatives, sum) = (0.0, 0.0, 0.0);
        foreach (var group in rows.Weigh(weights))
        {
            sum += group.Negatives * (positives + (group.Positives / 2));
            positives += group.Positives;
            negatives += group.Negatives;
        }

        return sum / (positives * negatives);
    }
}
