using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Linear;

/// <summary>Brings a feature to mean 0 and deviation 1, within bounds; the mean stands for a missing value. Ten thousand rows, evenly spaced, tell both.</summary>
/// <param name="Lowest">The bound below which values count as it: extremes would otherwise rule a sum of squares.</param>
/// <param name="Highest">The bound above.</param>
/// <param name="Mean">Of the bounded values that are known; 0 when none is.</param>
/// <param name="Deviation">Of the same; 1 for a constant.</param>
internal sealed record FeatureScaling(float Lowest, float Highest, double Mean, double Deviation)
{
    private const double Outside = 0.005;

    private const int MostRows = 10_000;

    public static FeatureScaling Of(FeatureMatrix features, int feature)
    {
        var every = 1 + ((features.Rows - 1) / MostRows);
        float[] known = [.. Enumerable.Range(0, features.Rows).Where(row => row % every == 0).Select(row => features[row][feature]).Where(float.IsFinite).Order()];
        if (known.Length == 0)
            return new FeatureScaling(0, 0, 0, 1);
        // A value that few rows have, as a rare category's 1, is no extreme: bounds that leave one value alone are not drawn.
        var (lowest, highest) = (known[(int)(Outside * (known.Length - 1))], known[(int)Math.Ceiling((1 - Outside) * (known.Length - 1))]);
        if (lowest == highest)
            (lowest, highest) = (known[0], known[^1]);
        var mean = known.Average(value => (double)Math.Clamp(value, lowest, highest));
        var deviation = Math.Sqrt(known.Average(value => Math.Pow(Math.Clamp(value, lowest, highest) - mean, 2)));
        return new FeatureScaling(lowest, highest, mean, deviation > 0 ? deviation : 1);
    }

    public double Apply(float value) => float.IsNaN(value) ? 0 : (Math.Clamp(value, Lowest, Highest) - Mean) / Deviation;
}
