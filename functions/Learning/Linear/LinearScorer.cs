using MlFunctions.Learning.Scorers;

namespace MlFunctions.Learning.Linear;

/// <summary>A weighted sum of features, each held within what training rows showed of it: a line goes on for ever, and what it says out there was never seen.</summary>
/// <param name="Lowest">Of each feature, the least value that counts.</param>
/// <param name="Highest">Of each feature, the greatest.</param>
/// <param name="Weights">Of each feature, for one unit of it.</param>
/// <param name="Missing">Of each feature, what is added where it is missing.</param>
/// <param name="Intercept">What is added always.</param>
public sealed record LinearScorer(float[] Lowest, float[] Highest, double[] Weights, double[] Missing, double Intercept) : IScorer<LinearScorer>
{
    /// <inheritdoc/>
    public double Score(ReadOnlySpan<float> features)
    {
        var sum = Intercept;
        for (var feature = 0; feature < Weights.Length; feature++)
        {
            var value = features[feature];
            sum += float.IsNaN(value) ? Missing[feature] : Weights[feature] * Math.Clamp(value, Lowest[feature], Highest[feature]);
        }

        return sum;
    }

    /// <summary>The mean of scorers with equal bounds, as all fits of one matrix have them.</summary>
    public static LinearScorer Mean(IReadOnlyList<LinearScorer> scorers)
    {
        double[] Average(Func<LinearScorer, double[]> of) =>
            [.. Enumerable.Range(0, of(scorers[0]).Length).Select(feature => scorers.Average(scorer => of(scorer)[feature]))];
        return new LinearScorer(
            scorers[0].Lowest, scorers[0].Highest, Average(scorer => scorer.Weights), Average(scorer => scorer.Missing), scorers.Average(scorer => scorer.Intercept));
    }

    /// <inheritdoc/>
    public void Check(int features)
    {
        var sound = Lowest.Length == features && Highest.Length == features && Weights.Length == features && Missing.Length == features
            && Lowest.Zip(Highest, (low, high) => float.IsFinite(low) && low <= high && float.IsFinite(high)).All(inOrder => inOrder)
            && Weights.Concat(Missing).Append(Intercept).All(double.IsFinite);
        if (!sound)
            throw new InvalidDataException("The model artifact's weights are not weights of its features.");
    }
}
