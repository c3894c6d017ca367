namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>Of what an alert budget finds: another row is found or not, and moves the place at which the budget is spent.</summary>
internal static class BudgetInfluence
{
    public static Influence OfRecall(BinnedScores scores, double budget)
    {
        var (found, ofPositive, ofNegative) = Found(scores, budget);
        return Influence.Of(scores.Bins, place => (ofPositive[place] - (found / scores.Positives)) / scores.Positives, place => ofNegative[place] / scores.Positives);
    }

    public static Influence OfPrecision(BinnedScores scores, double budget)
    {
        var (found, ofPositive, ofNegative) = Found(scores, budget);
        var alerted = budget * Weight(scores);
        return Influence.Of(
            scores.Bins, place => (ofPositive[place] - (found / alerted * budget)) / alerted, place => (ofNegative[place] - (found / alerted * budget * scores.NegativeWeight)) / alerted);
    }

    /// <summary>The positives among the alerted, and by how many they change for one more row of each bin.</summary>
    private static (double Found, double[] OfPositive, double[] OfNegative) Found(BinnedScores scores, double budget)
    {
        var (bins, weight) = (scores.Bins, scores.NegativeWeight);
        var (room, found, last, part) = (budget * Weight(scores), 0.0, 0, 1.0);
        for (var place = 0; place < bins.Count; place++)
        {
            var all = bins[place].Positives + (weight * bins[place].Negatives);
            last = place;
            part = Math.Min(1, room / all);
            found += part * bins[place].Positives;
            room -= part * all;
            if (part < 1)
                break;
        }

        // Near the place where the budget ends, so large a share of the weight is positive.
        var share = ShareNear(scores, last);
        double Moved(int place, double own) => place < last ? own * (budget - 1) : place == last ? own * (budget - part) : own * budget;
        double Taken(int place) => place < last ? 1 : place == last ? part : 0;
        return (
            found,
            [.. bins.Select((_, place) => Taken(place) + (share * Moved(place, 1)))],
            [.. bins.Select((_, place) => share * Moved(place, weight))]);
    }

    // One bin alone may hold a handful of rows: neighbours on both sides are taken with it until there are enough.
    private const double EnoughRows = 50;

    private static double ShareNear(BinnedScores scores, int place)
    {
        var (positives, negatives) = (0.0, 0.0);
        for (var away = 0; away < scores.Bins.Count && positives + negatives < EnoughRows; away++)
        {
            foreach (var near in away == 0 ? new[] { place } : [place - away, place + away])
            {
                if (near >= 0 && near < scores.Bins.Count)
                    (positives, negatives) = (positives + scores.Bins[near].Positives, negatives + scores.Bins[near].Negatives);
            }
        }

        return positives / (positives + (scores.NegativeWeight * negatives));
    }

    private static double Weight(BinnedScores scores) => scores.Positives + (scores.NegativeWeight * scores.Negatives);
}
