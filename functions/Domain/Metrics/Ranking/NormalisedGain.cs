namespace MlFunctions.Domain.Metrics.Ranking;

/// <summary>How good the first places of a list are, beside the best order of the same products: the normalised discounted cumulative gain, NDCG@k.</summary>
/// <remarks>
/// Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM Transactions on Information Systems 20 (2002), with gain 2^grade − 1 and
/// discount log₂(1 + place) (Burges et al., Learning to rank using gradient descent, ICML 2005). Products of one score are in no order: each has the mean
/// gain of them all, which gives the expected value over their random orders (McSherry and Najork, Computing information retrieval performance measures
/// efficiently in the presence of tied scores, ECIR 2008).
/// </remarks>
public static class NormalisedGain
{
    /// <summary>Of the first place: what somebody sees who looks at nothing else.</summary>
    public static RankingMetric At1 { get; } = At(1);

    /// <summary>Of the first three places.</summary>
    public static RankingMetric At3 { get; } = At(3);

    /// <summary>Of the first ten places, a usual page.</summary>
    public static RankingMetric At10 { get; } = At(10);

    /// <summary>0 to 1, ideal 1; null for a list whose grades are all 0, which says nothing about an order and is left out of means.</summary>
    /// <param name="scores">Of the products of one query; the highest comes first.</param>
    /// <param name="grades">Of the same products, 0 or more.</param>
    /// <param name="k">How many places count, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is no number, or a grade is negative or no number.</exception>
    public static double? Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> grades, int k)
    {
        var order = RankedGrades.Of(scores, grades);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        double[] best = [.. grades];
        Array.Sort(best, (a, b) => b.CompareTo(a));
        var ideal = 0.0;
        for (var place = 0; place < Math.Min(k, best.Length); place++)
            ideal += Gain(best[place]) * Discount(place);
        return ideal > 0 ? Expected(order, k) / ideal : null;
    }

    private static RankingMetric At(int k) => new(
        $"ndcg@{k}",
        k == 1 ? "Gain of the first product, as a share of the best one's." : $"Discounted gain of the first {k} products, as a share of the best order's.",
        (scores, grades) => Of(scores, grades, k))
    { Decides = true };

    private static double Expected((double Score, double Grade)[] order, int k)
    {
        var sum = 0.0;
        for (var start = 0; start < Math.Min(k, order.Length);)
        {
            var end = RankedGrades.EndOfTie(order, start);
            var (gains, discounts) = (0.0, 0.0);
            for (var place = start; place < end; place++)
            {
                gains += Gain(order[place].Grade);
                discounts += place < k ? Discount(place) : 0;
            }

            sum += gains / (end - start) * discounts;
            start = end;
        }

        return sum;
    }

    private static double Gain(double grade) => Math.Pow(2, grade) - 1;

    private static double Discount(int place) => 1 / Math.Log2(place + 2);
}
