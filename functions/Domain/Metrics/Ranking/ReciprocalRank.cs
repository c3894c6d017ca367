namespace MlFunctions.Domain.Metrics.Ranking;

/// <summary>1 / the place of the first relevant product; its mean over requests is the MRR. A product is relevant when its grade is above half of its list's highest.</summary>
/// <remarks>
/// Voorhees, The TREC-8 question answering track report, TREC 1999. Grades begin at 0 in one task and at 1 in another, so relevance is relative to the list.
/// Products of one score are in no order: the value is the expected one over their random orders (McSherry and Najork, ECIR 2008).
/// </remarks>
public static class ReciprocalRank
{
    public static RankingMetric Metric { get; } = new(
        "mrr", "Mean of 1 / the place of the first product whose grade is above half of the highest in its list.", (scores, grades) => Of(scores, grades))
    { Decides = true };

    /// <summary>0 to 1, ideal 1; null for a list whose grades are all 0.</summary>
    /// <param name="scores">Of the products of one query; the highest comes first.</param>
    /// <param name="grades">Of the same products, 0 or more.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is no number, or a grade is negative or no number.</exception>
    public static double? Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> grades)
    {
        var order = RankedGrades.Of(scores, grades);
        var least = order.Length == 0 ? 0 : order.Max(product => product.Grade) / 2;
        for (var start = 0; start < order.Length;)
        {
            var end = RankedGrades.EndOfTie(order, start);
            var relevant = order[start..end].Count(product => product.Grade > least);
            if (relevant > 0)
                return Expected(start, end - start, relevant);
            start = end;
        }

        return null;
    }

    // Of `count` products in random order after place `before`, the first relevant one is at place j with probability C(count − j, relevant − 1) / C(count, relevant).
    private static double Expected(int before, int count, int relevant)
    {
        var (sum, left) = (0.0, 1.0);
        for (var place = 0; place <= count - relevant; place++)
        {
            var hit = (double)relevant / (count - place);
            sum += left * hit / (before + place + 1);
            left *= 1 - hit;
        }

        return sum;
    }
}
