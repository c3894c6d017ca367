using MathNet.Numerics.Distributions;

namespace MlFunctions.Learning.Features;

/// <summary>
/// The normal quantile of a feature's rank among the training rows: heavy tails and outliers come as near as all other values. Between knots it is
/// linear, beyond them constant. A missing value is 0, and has a second number, 1 where it is missing, if training rows had missing values.
/// </summary>
/// <remarks>Rank-based inverse normal transformation, with mid-ranks: Beasley, Erickson and Allison, Behavior Genetics 39 (2009), equation 1, c = 1/2.</remarks>
/// <param name="Knots">Values of the feature, ascending; none where it was always missing.</param>
/// <param name="Normals">The normal quantile of each.</param>
/// <param name="Missing">Whether training rows had missing values.</param>
public sealed record QuantileScale(IReadOnlyList<float> Knots, IReadOnlyList<float> Normals, bool Missing) : Scale
{
    private const int MostKnots = 128;

    private readonly float[] knots = [.. Knots];
    private readonly float[] normals = [.. Normals];

    public override int Width => Missing ? 2 : 1;

    /// <summary>From the feature's values in training rows.</summary>
    public static QuantileScale Fit(IReadOnlyList<float> values)
    {
        var missing = values.Any(float.IsNaN);
        var sorted = values.Where(float.IsFinite).Order().ToArray();
        var distinct = sorted.CountBy(value => value).OrderBy(pair => pair.Key).ToArray();
        var every = Math.Max(1.0, (distinct.Length - 1) / (MostKnots - 1.0));
        var ranks = new double[distinct.Length];
        var below = 0;
        for (var place = 0; place < distinct.Length; place++)
        {
            ranks[place] = (below + (distinct[place].Value / 2.0)) / sorted.Length;
            below += distinct[place].Value;
        }

        int[] places = [.. Enumerable.Range(0, Math.Min(MostKnots, distinct.Length)).Select(knot => (int)Math.Round(knot * every))];
        return new QuantileScale(
            [.. places.Select(place => distinct[place].Key)], [.. places.Select(place => (float)Normal.InvCDF(0, 1, ranks[place]))], missing);
    }

    public override void Apply(float feature, Span<float> into)
    {
        if (Missing)
            into[1] = float.IsNaN(feature) ? 1 : 0;
        into[0] = float.IsNaN(feature) || knots.Length == 0 ? 0 : Rank(feature);
    }

    private float Rank(float feature)
    {
        var place = Array.BinarySearch(knots, feature);
        if (place >= 0)
            return normals[place];
        var above = ~place;
        if (above == 0 || above == knots.Length)
            return normals[above == 0 ? 0 : ^1];
        var share = (feature - knots[above - 1]) / (knots[above] - knots[above - 1]);
        return normals[above - 1] + (share * (normals[above] - normals[above - 1]));
    }
}
