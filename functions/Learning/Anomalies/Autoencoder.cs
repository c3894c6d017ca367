using System.Buffers;
using System.Numerics.Tensors;
using MlFunctions.Learning.Features;
using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Fitting;
using MlFunctions.Learning.Networks.Losses;
using MlFunctions.Learning.Networks.Onnx;

namespace MlFunctions.Learning.Anomalies;

/// <summary>How badly a network that must squeeze usual rows through a narrow layer gives a row back.</summary>
/// <remarks>
/// Hinton and Salakhutdinov, Reducing the Dimensionality of Data with Neural Networks, Science 313 (2006); the reconstruction error as anomaly score:
/// Hawkins, He, Williams and Baxter, Outlier Detection Using Replicator Neural Networks, DaWaK 2002, equation 3.
/// </remarks>
/// <param name="Scaling">Of the features.</param>
/// <param name="Network">From scaled features to the same.</param>
public sealed record Autoencoder(RobustScaling Scaling, Network Network) : Detector
{
    // Of a row that is given back exactly.
    private const double LeastError = 1e-12;

    // One row in ten tells when to stop.
    private const int HeldOutEvery = 10;

    private readonly OnnxScorer scorer = new(OnnxWriter.Write([Network]));

    /// <summary>The logarithm of the mean squared reconstruction error.</summary>
    public override double Score(ReadOnlySpan<float> features)
    {
        var width = Scaling.Centers.Length;
        var rented = ArrayPool<float>.Shared.Rent(2 * width);
        var scaled = rented.AsSpan(0, width);
        var again = rented.AsSpan(width, width);
        Scaling.Apply(features, scaled);
        scorer.Score(scaled, [], again);
        var distance = (double)TensorPrimitives.Distance<float>(scaled, again);
        ArrayPool<float>.Shared.Return(rented);
        return Math.Log(LeastError + (distance * distance / width));
    }

    public override void Check(int features)
    {
        var shape = Network.Shape;
        if (!Scaling.Fits(features) || shape.Numbers != features || shape.Outputs != features || shape.Embeddings.Count > 0 || Network.Weights.Length != shape.Weights)
            throw Unfit();
    }

    /// <summary>Trains the network.</summary>
    /// <param name="features">All rows; NaN is missing.</param>
    /// <param name="rows">The usual ones, at least two.</param>
    /// <param name="hidden">The widths of the hidden layers, as shares of the features; the narrowest is the bottleneck.</param>
    /// <param name="settings">Of the training.</param>
    /// <param name="seed">Same rows, settings and seed, same network.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    public static Autoencoder Fit(FeatureMatrix features, IReadOnlyList<int> rows, IReadOnlyList<double> hidden, NetworkSettings settings, int seed)
    {
        if (rows.Count < 2)
            throw new ArgumentException($"An autoencoder needs at least 2 rows, one to learn from and one to stop by, and there are {rows.Count}.", nameof(rows));
        var scaling = RobustScaling.Of(features, rows);
        var scaled = scaling.Apply(features, rows);
        var shape = new NetworkShape(features.Width, [], [.. hidden.Select(share => Math.Max(1, (int)Math.Round(share * features.Width)))], features.Width);
        int[] shuffled = [.. Enumerable.Range(0, rows.Count)];
        new Random(seed).Shuffle(shuffled);
        var heldOut = Math.Max(1, rows.Count / HeldOutEvery);
        var trained = NetworkTraining.Run(
            shape,
            NetworkInput.Of(scaled.Rows, scaled.Values),
            new SquaredLoss(scaled.Values),
            NetworkTraining.Alone(shuffled.Skip(heldOut)),
            NetworkTraining.Alone(shuffled.Take(heldOut)),
            settings,
            seed);
        return new Autoencoder(scaling, trained.Network);
    }
}
