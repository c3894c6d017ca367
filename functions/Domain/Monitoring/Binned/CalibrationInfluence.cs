using MlFunctions.Domain.Metrics.Binary;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Of the expected calibration error, Σ |Sₘ| / W over the bins of equal mass, Sₘ their positives less what was promised: a row moves the sum of its bin, which keeps its sign.</summary>
internal static class CalibrationInfluence
{
    public static Influence Of(BinnedScores scores)
    {
        var (bins, masses, total) = (scores.Bins, Masses(scores), Weight(scores));
        var sums = new double[CalibrationError.Bins];
        for (var place = 0; place < bins.Count; place++)
            sums[masses[place].Middle] += (bins[place].Positives * (1 - bins[place].Score)) - (scores.NegativeWeight * bins[place].Negatives * bins[place].Score);
        var error = sums.Sum(Math.Abs) / total;
        return Influence.Of(
            bins,
            place => ((Math.Sign(sums[masses[place].Middle]) * (1 - bins[place].Score)) - error) / total,
            place => scores.NegativeWeight * ((-Math.Sign(sums[masses[place].Middle]) * bins[place].Score) - error) / total);
    }

    /// <summary>The most by which the error can differ from that of rows in the middle of their bins.</summary>
    /// <remarks>
    /// A row's probability is at most the bin's reach from its middle, which moves Σ |Sₘ| by no more. A bin that lies over the end of a mass may have any of its rows on either side, and a row that
    /// changes sides moves two sums by at most its own |outcome − probability|.
    /// </remarks>
    public static double Slack(BinnedScores scores)
    {
        var (masses, sum) = (Masses(scores), 0.0);
        foreach (var (place, bin) in scores.Bins.Index())
        {
            var ((lower, upper), negatives) = ((bin.Edges.Lower, bin.Edges.Upper), scores.NegativeWeight * bin.Negatives);
            sum += (bin.Positives + negatives) * Math.Max(upper - bin.Score, bin.Score - lower);
            if (masses[place].First != masses[place].Last)
                sum += 2 * ((bin.Positives * (1 - lower)) + (negatives * upper));
        }

        return sum / Weight(scores);
    }

    /// <summary>Of each bin of scores the bin of equal mass that its first, middle and last row are in.</summary>
    private static (int First, int Middle, int Last)[] Masses(BinnedScores scores)
    {
        var (total, above) = (Weight(scores), 0.0);
        var masses = new (int, int, int)[scores.Bins.Count];
        foreach (var (place, bin) in scores.Bins.Index())
        {
            var weight = bin.Positives + (scores.NegativeWeight * bin.Negatives);
            masses[place] = (Mass(above), Mass(above + (weight / 2)), Mass(above + weight));
            above += weight;
        }

        return masses;

        int Mass(double before) => Math.Clamp((int)(before / total * CalibrationError.Bins), 0, CalibrationError.Bins - 1);
    }

    private static double Weight(BinnedScores scores) => scores.Positives + (scores.NegativeWeight * scores.Negatives);
}
