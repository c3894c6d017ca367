using MathNet.Numerics;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Of the average precision, Σ Pₖ Aₖ / Cₖ / P, where of the bins from the highest down to k, Aₖ is the weight of positives and Cₖ of all rows: a row changes the precision of its bin and of all below.</summary>
internal static class PrecisionInfluence
{
    public static Influence Of(BinnedScores scores)
    {
        var bins = scores.Bins;
        var precision = new double[bins.Count];
        var (gain, loss) = (new double[bins.Count + 1], new double[bins.Count + 1]);
        var (positives, all) = (0.0, 0.0);
        for (var place = 0; place < bins.Count; place++)
        {
            positives += bins[place].Positives;
            all += bins[place].Positives + (scores.NegativeWeight * bins[place].Negatives);
            precision[place] = positives / all;
            (gain[place], loss[place]) = (bins[place].Positives * (all - positives) / (all * all), bins[place].Positives * positives / (all * all));
        }

        for (var place = bins.Count - 1; place >= 0; place--)
            (gain[place], loss[place]) = (gain[place] + gain[place + 1], loss[place] + loss[place + 1]);
        var average = bins.Select((bin, place) => bin.Positives * precision[place]).Sum() / scores.Positives;
        return Influence.Of(bins, place => (precision[place] + gain[place] - average) / scores.Positives, place => -scores.NegativeWeight * loss[place] / scores.Positives);
    }

    /// <summary>The least average precision that rows in these bins can have.</summary>
    /// <remarks>
    /// To swap neighbours so that a negative comes before a positive lowers the precision at that positive and changes no other; to part positives of one score lowers it at all but the last. So the
    /// least has the negatives of each bin first and then its positives one by one: Σ over i = 1…Pₖ of (a + i)/(c + i), with a and c the weights of positives and of all rows before them,
    /// = Pₖ − (c − a)(ψ(c + Pₖ + 1) − ψ(c + 1)).
    /// </remarks>
    public static double Least(BinnedScores scores)
    {
        var (positives, all, sum) = (0.0, 0.0, 0.0);
        foreach (var bin in scores.Bins)
        {
            all += scores.NegativeWeight * bin.Negatives;
            sum += bin.Positives - ((all - positives) * (SpecialFunctions.DiGamma(all + bin.Positives + 1) - SpecialFunctions.DiGamma(all + 1)));
            positives += bin.Positives;
            all += bin.Positives;
        }

        return sum / scores.Positives;
    }
}
