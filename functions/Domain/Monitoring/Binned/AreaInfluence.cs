namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Of the area under the ROC curve, A = Σ Nₖ (P above k + Pₖ / 2) / (P N): a positive wins against the negatives below it, a negative loses against the positives above.</summary>
internal static class AreaInfluence
{
    public static Influence Of(BinnedScores scores)
    {
        var (bins, pairs) = (scores.Bins, scores.Positives * scores.Negatives);
        var (won, lost) = (new double[bins.Count], new double[bins.Count]);
        var (positivesAbove, negativesBelow) = (0.0, scores.Negatives);
        for (var place = 0; place < bins.Count; place++)
        {
            negativesBelow -= bins[place].Negatives;
            won[place] = (negativesBelow + (bins[place].Negatives / 2)) / pairs;
            lost[place] = (positivesAbove + (bins[place].Positives / 2)) / pairs;
            positivesAbove += bins[place].Positives;
        }

        var area = bins.Select((bin, place) => bin.Negatives * lost[place]).Sum();
        return Influence.Of(bins, place => won[place] - (area / scores.Positives), place => lost[place] - (area / scores.Negatives));
    }
}
