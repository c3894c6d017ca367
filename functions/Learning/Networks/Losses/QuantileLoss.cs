namespace MlFunctions.Learning.Networks.Losses;

/// <summary>The pinball losses of the quantiles 0.1, 0.5 and 0.9, added: for networks of <see cref="NetworkOutput.OrderedQuantiles"/>.</summary>
/// <remarks>ρ_q(e) = max(qe, (q − 1)e), e = label − output: Koenker and Bassett, Regression Quantiles, Econometrica 46 (1978).</remarks>
/// <param name="labels">One for each row.</param>
public sealed class QuantileLoss(IReadOnlyList<float> labels) : Loss
{
    private static readonly float[] Levels = [0.1f, 0.5f, 0.9f];

    public override double Of(ReadOnlySpan<float> outputs, Batch batch, Span<float> gradients)
    {
        var sum = 0.0;
        for (var place = 0; place < outputs.Length; place++)
        {
            var level = Levels[place % Levels.Length];
            var error = labels[batch.Rows[place / Levels.Length]] - outputs[place];
            gradients[place] = error > 0 ? -level : 1 - level;
            sum -= error * gradients[place];
        }

        return sum;
    }
}
