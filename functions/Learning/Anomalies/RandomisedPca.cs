using System.Buffers;
using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Anomalies;

/// <summary>What is left of a row when the directions in which usual rows vary most are taken away.</summary>
/// <remarks>
/// Jackson and Mudholkar, Control Procedures for Residuals Associated with Principal Component Analysis, Technometrics 21 (1979); the directions by
/// ML.NET's trainer: Halko, Martinsson and Tropp, Finding Structure with Randomness, SIAM Review 53 (2011).
/// </remarks>
/// <param name="Scaling">Of the features.</param>
/// <param name="Mean">Of the scaled features.</param>
/// <param name="Directions">Orthonormal.</param>
public sealed record RandomisedPca(RobustScaling Scaling, float[] Mean, float[][] Directions) : Detector
{
    // Of a row that is nothing but usual; less is the rounding of floats.
    private const double LeastError = 1e-10;

    // Enough to tell how many directions rows vary in at all.
    private const int MostRankRows = 5000;
    private const double LeastVariance = 1e-6;

    /// <summary>The logarithm of the mean squared reconstruction error.</summary>
    public override double Score(ReadOnlySpan<float> features)
    {
        var rented = ArrayPool<float>.Shared.Rent(Mean.Length);
        var rest = rented.AsSpan(0, Mean.Length);
        Scaling.Apply(features, rest);
        TensorPrimitives.Subtract(rest, Mean, rest);
        foreach (var direction in Directions)
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<float>(rest, direction), rest, rest);
        var score = Math.Log(LeastError + (TensorPrimitives.SumOfSquares<float>(rest) / (double)Mean.Length));
        ArrayPool<float>.Shared.Return(rented);
        return score;
    }

    public override void Check(int features)
    {
        if (!Scaling.Fits(features) || Mean.Length != features || Directions.Any(direction => direction.Length != features))
            throw Unfit();
    }

    /// <summary>Finds the directions.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="rows">The usual ones, at least one.</param>
    /// <param name="share">
    /// How many directions, as a share of those that rows vary in at all (indicators of one category do not vary in their sum): one at least, and one less
    /// than these at most.
    /// </param>
    /// <param name="seed">Of the random projection.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static RandomisedPca Fit(FeatureMatrix features, IReadOnlyList<int> rows, double share, int seed)
    {
        if (rows.Count == 0)
            throw new ArgumentException("Principal components need rows to learn from, and there are none.", nameof(rows));
        var scaling = RobustScaling.Of(features, rows);
        var scaled = scaling.Apply(features, rows);
        var varied = VariedDirections(scaled);
        var rank = Math.Min(Math.Max(1, (int)Math.Round(share * varied)), varied - 1);
        if (rank <= 0)
            return new RandomisedPca(scaling, Means(scaled), []);
        var (mean, vectors) = (default(VBuffer<float>), Array.Empty<VBuffer<float>>());
        var model = Train(scaled, rank, seed).Model;
        model.GetMean(ref mean);
        model.GetEigenVectors(ref vectors, out _);
        return new RandomisedPca(scaling, [.. mean.DenseValues()], [.. vectors.Select(vector => vector.DenseValues().ToArray())]);
    }

    private static float[] Means(FeatureMatrix rows) =>
        [.. Enumerable.Range(0, rows.Width).Select(feature => (float)Enumerable.Range(0, rows.Rows).Average(row => (double)rows[row][feature]))];

    private static int VariedDirections(FeatureMatrix rows)
    {
        var every = Math.Max(1, rows.Rows / MostRankRows);
        var some = Matrix<double>.Build.Dense((rows.Rows + every - 1) / every, rows.Width, (row, feature) => rows[row * every][feature]);
        var means = some.ColumnSums() / some.RowCount;
        var centered = Matrix<double>.Build.Dense(some.RowCount, some.ColumnCount, (row, feature) => some[row, feature] - means[feature]);
        var variances = (centered.TransposeThisAndMultiply(centered) / some.RowCount).Evd(Symmetricity.Symmetric).EigenValues.Real();
        return variances.Count(variance => variance > LeastVariance * variances.Maximum());
    }

    /// <summary>ML.NET's own transformer of scaled rows, of which <see cref="Fit"/> copies the directions.</summary>
    internal static AnomalyPredictionTransformer<PcaModelParameters> Train(FeatureMatrix scaled, int rank, int seed) =>
        new MLContext(seed).AnomalyDetection.Trainers
            .RandomizedPca(new RandomizedPcaTrainer.Options { Rank = rank, Seed = seed, FeatureColumnName = MatrixView.Features })
            .Fit(View(scaled));

    internal static MatrixView View(FeatureMatrix scaled) => new(scaled, new double[scaled.Rows], [.. Enumerable.Range(0, scaled.Rows)]);
}
