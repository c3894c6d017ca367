namespace MlFunctions.Domain.Metrics.Binary;

/// <summary>
/// Rows of a two-class task in the order of their scores, highest first. Sorting is dear and weighing is cheap: sorted once, a metric is worked
/// out again for each resample's weights in one pass.
/// </summary>
public sealed class ScoredRows
{
    private readonly int[] order;
    private readonly int[] ends;
    private readonly double[] scores;
    private readonly bool[] positive;

    private ScoredRows(int[] order, int[] ends, double[] scores, bool[] positive) =>
        (this.order, this.ends, this.scores, this.positive) = (order, ends, scores, positive);

    /// <summary>How many rows.</summary>
    public int Count => order.Length;

    /// <summary>How many different scores: rows of one score have no order among them, and metrics take them together.</summary>
    internal int Groups => ends.Length;

    /// <summary>Sorts n ≥ 1 rows.</summary>
    /// <param name="scores">n scores or probabilities, the higher the likelier positive.</param>
    /// <param name="positive">n labels.</param>
    /// <exception cref="ArgumentException">There are no rows, not as many labels as scores, or a score is not a number.</exception>
    public static ScoredRows Sort(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("There is nothing to judge: no rows.", nameof(scores));
        if (scores.Length != positive.Length)
            throw new ArgumentException($"There are {scores.Length} scores and {positive.Length} labels; each row needs one of both.", nameof(positive));
        var descending = new double[scores.Length];
        for (var row = 0; row < descending.Length; row++)
        {
            descending[row] = double.IsNaN(scores[row])
                ? throw new ArgumentException($"The score of row {row} is not a number.", nameof(scores))
                : -scores[row];
        }

        int[] order = [.. Enumerable.Range(0, descending.Length)];
        Array.Sort(descending, order);
        return new ScoredRows(order, Ends(descending), scores.ToArray(), positive.ToArray());
    }

    /// <summary>The score and the weights of each group of equal scores, from the highest score down.</summary>
    /// <param name="weights">One for each row, in the rows' own order, ≥ 0; empty: each row weighs 1.</param>
    /// <exception cref="ArgumentException">There are not as many weights as rows.</exception>
    internal ScoreGroup[] Weigh(ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty && weights.Length != Count)
            throw new ArgumentException($"There are {weights.Length} weights for {Count} rows.", nameof(weights));
        var groups = new ScoreGroup[ends.Length];
        var place = 0;
        for (var group = 0; group < ends.Length; group++)
        {
            var (score, positives, negatives) = (scores[order[place]], 0.0, 0.0);
            for (; place < ends[group]; place++)
            {
                var weight = weights.IsEmpty ? 1 : weights[order[place]];
                if (positive[order[place]])
                    positives += weight;
                else
                    negatives += weight;
            }

            groups[group] = new ScoreGroup(score, positives, negatives);
        }

        return groups;
    }

    private static int[] Ends(double[] sorted)
    {
        var ends = new List<int>();
        for (var place = 1; place <= sorted.Length; place++)
        {
            if (place == sorted.Length || sorted[place] != sorted[place - 1])
                ends.Add(place);
        }

        return [.. ends];
    }
}

/// <summary>The rows of one score, by their weights.</summary>
/// <param name="Score">Theirs.</param>
/// <param name="Positives">The weight of those that are positive.</param>
/// <param name="Negatives">The weight of the others.</param>
internal readonly record struct ScoreGroup(double Score, double Positives, double Negatives)
{
    public double Weight => Positives + Negatives;
}
