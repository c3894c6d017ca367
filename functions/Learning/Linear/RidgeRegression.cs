using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Linear;

/// <summary>Least squares with a penalty on the weights of standardised features. A missing value is its feature's mean, and has a weight of its own.</summary>
/// <remarks>Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal problems, Technometrics 12 (1970), equation 2.1.</remarks>
public static class RidgeRegression
{
    /// <summary>Minimises the mean squared error plus <paramref name="penalty"/> times the squared weights.</summary>
    /// <param name="features">All rows, which give the scales, so that fits of different rows can be averaged; NaN is missing.</param>
    /// <param name="labels">One for each row of <paramref name="features"/>.</param>
    /// <param name="rows">Which rows to learn from, at least one.</param>
    /// <param name="penalty">&gt; 0.</param>
    public static LinearScorer Fit(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, double penalty)
    {
        FeatureScaling[] scales = [.. Enumerable.Range(0, features.Width).Select(feature => FeatureScaling.Of(features, feature))];
        var incomplete = Enumerable.Range(0, features.Width).Where(feature => rows.Any(row => float.IsNaN(features[row][feature]))).ToArray();
        var weights = Solve(features, labels, rows, penalty, scales, incomplete);

        var slopes = scales.Select((scale, feature) => weights[1 + feature] / scale.Deviation).ToArray();
        var missing = scales.Select((scale, feature) => slopes[feature] * scale.Mean).ToArray();
        foreach (var (place, feature) in incomplete.Index())
            missing[feature] += weights[1 + features.Width + place];
        return new LinearScorer(
            [.. scales.Select(scale => scale.Lowest)],
            [.. scales.Select(scale => scale.Highest)],
            slopes,
            missing,
            weights[0] - scales.Select((scale, feature) => slopes[feature] * scale.Mean).Sum());
    }

    /// <summary>The normal equations' solution: intercept, a weight for each feature, and one for each that can be missing.</summary>
    private static double[] Solve(
        FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, double penalty, FeatureScaling[] scales, int[] incomplete)
    {
        var width = 1 + scales.Length + incomplete.Length;
        var products = new double[width][];
        for (var place = 0; place < width; place++)
            products[place] = new double[width];
        var targets = new double[width];
        var terms = new double[width];
        foreach (var row in rows)
        {
            Terms(features[row], scales, incomplete, terms);
            TensorPrimitives.MultiplyAdd(terms, labels[row], targets, targets);
            for (var place = 0; place < width; place++)
                TensorPrimitives.MultiplyAdd<double>(terms.AsSpan(place), terms[place], products[place].AsSpan(place), products[place].AsSpan(place));
        }

        // Nothing pulls the intercept towards 0.
        var matrix = DenseMatrix.Create(width, width, (row, column) => products[Math.Min(row, column)][Math.Max(row, column)]);
        for (var place = 1; place < width; place++)
            matrix[place, place] += penalty * rows.Count;
        return matrix.Cholesky().Solve(DenseVector.Build.Dense(targets)).ToArray();
    }

    private static void Terms(ReadOnlySpan<float> row, FeatureScaling[] scales, int[] incomplete, Span<double> into)
    {
        into[0] = 1;
        for (var feature = 0; feature < scales.Length; feature++)
            into[1 + feature] = scales[feature].Apply(row[feature]);
        for (var place = 0; place < incomplete.Length; place++)
            into[1 + scales.Length + place] = float.IsNaN(row[incomplete[place]]) ? 1 : 0;
    }
}
