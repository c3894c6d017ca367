using MlFunctions.Domain.Statistics;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Anomalies;

/// <summary>
/// Features on one scale that a few extreme rows cannot stretch: (value − median) / interquartile range, its far ends compressed by asinh, and 0, the
/// median, for a missing value.
/// </summary>
/// <remarks>asinh grows like a logarithm on both sides: Burbidge, Magee and Robb, JASA 83 (1988).</remarks>
/// <param name="Centers">Of each feature.</param>
/// <param name="Scales">Of each feature, &gt; 0: the standard deviation where more than half the rows are alike, 1 where all are.</param>
public sealed record RobustScaling(float[] Centers, float[] Scales)
{
    /// <summary>From some rows, at least one.</summary>
    public static RobustScaling Of(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        var (centers, scales) = (new float[features.Width], new float[features.Width]);
        for (var feature = 0; feature < features.Width; feature++)
        {
            double[] known = [.. rows.Select(row => (double)features[row][feature]).Where(double.IsFinite)];
            Array.Sort(known);
            (centers[feature], scales[feature]) = known.Length == 0 ? (0, 1) : ((float)Quantile.OfSorted(known, 0.5), Scale(known));
        }

        return new RobustScaling(centers, scales);
    }

    /// <summary>Writes the scaled features of a row, all finite.</summary>
    public void Apply(ReadOnlySpan<float> features, Span<float> into)
    {
        for (var feature = 0; feature < Centers.Length; feature++)
        {
            var value = Math.Clamp((double)features[feature], float.MinValue, float.MaxValue);
            into[feature] = double.IsNaN(value) ? 0 : (float)Math.Asinh((value - Centers[feature]) / Scales[feature]);
        }
    }

    /// <summary>Some rows, scaled.</summary>
    public FeatureMatrix Apply(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        var values = new float[rows.Count * features.Width];
        for (var place = 0; place < rows.Count; place++)
            Apply(features[rows[place]], values.AsSpan(place * features.Width));
        return new FeatureMatrix(features.Width, values);
    }

    /// <summary>Whether it scales rows of <paramref name="features"/> features.</summary>
    public bool Fits(int features) => Centers.Length == features && Scales.Length == features && Scales.All(scale => scale > 0);

    private static float Scale(double[] sorted)
    {
        var range = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        if (range > 0)
            return (float)range;
        var mean = sorted.Average();
        var deviation = (float)Math.Sqrt(sorted.Average(value => (value - mean) * (value - mean)));
        return deviation > 0 ? deviation : 1;
    }
}
