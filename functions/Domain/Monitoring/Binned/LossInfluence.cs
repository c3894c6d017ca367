using MlFunctions.Domain.Metrics.Binary;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Of the weighted mean of a loss: a row moves it by its own loss less the mean.</summary>
internal static class LossInfluence
{
    public static Influence Of(BinaryMetric metric, BinnedScores scores, double mean)
    {
        var total = scores.Positives + (scores.NegativeWeight * scores.Negatives);
        var loss = new ProbabilityLoss(metric);
        return Influence.Of(
            scores.Bins,
            place => (loss.Of(scores.Bins[place].Score, true) - mean) / total,
            place => scores.NegativeWeight * (loss.Of(scores.Bins[place].Score, false) - mean) / total);
    }
}
