namespace MlFunctions.Learning.Networks.Losses;

/// <summary>
/// The cross-entropy of each group between the shares of its gains and the softmax of its scores, for networks of one output:
/// the best rows of a query shall have the highest scores. A group without gain has no loss.
/// </summary>
/// <remarks>Cao, Qin, Liu, Tsai and Li, Learning to Rank: From Pairwise Approach to Listwise Approach, ICML 2007, equation 3 (top one).</remarks>
/// <param name="gains">One for each row, ≥ 0, such as 2^grade − 1.</param>
public sealed class ListwiseLoss(IReadOnlyList<float> gains) : Loss
{
    public override double Of(ReadOnlySpan<float> outputs, Batch batch, Span<float> gradients)
    {
        var sum = 0.0;
        var start = 0;
        foreach (var end in batch.Ends)
        {
            sum += OfGroup(outputs[start..end], batch.Rows[start..end], gradients[start..end]);
            start = end;
        }

        return sum;
    }

    private double OfGroup(ReadOnlySpan<float> scores, ReadOnlySpan<int> rows, Span<float> gradients)
    {
        var total = 0.0;
        foreach (var row in rows)
            total += gains[row];
        gradients.Clear();
        if (total <= 0)
            return 0;

        var normalizer = LogSumExp(scores);
        var loss = 0.0;
        for (var place = 0; place < scores.Length; place++)
        {
            var share = gains[rows[place]] / total;
            loss += share * (normalizer - scores[place]);
            gradients[place] = (float)(Math.Exp(scores[place] - normalizer) - share);
        }

        return loss;
    }

    private static double LogSumExp(ReadOnlySpan<float> scores)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp(score - largest);
        return largest + Math.Log(sum);
    }
}
