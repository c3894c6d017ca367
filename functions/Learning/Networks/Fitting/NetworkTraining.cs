using System.Numerics.Tensors;
using MlFunctions.Learning.Networks.Losses;

namespace MlFunctions.Learning.Networks.Fitting;

/// <summary>A trained network.</summary>
/// <param name="Network">With the weights of the epoch that was best on the held-out rows.</param>
/// <param name="HeldOutLoss">Of that epoch, the mean over the held-out groups.</param>
/// <param name="Epochs">How many were run.</param>
public sealed record TrainedNetwork(Network Network, double HeldOutLoss, int Epochs);

/// <summary>
/// Trains a network by mini-batches, and stops when the held-out rows gain nothing more. On one thread, so that same rows, settings and seed
/// give the same weights; several trainings may run side by side.
/// </summary>
public sealed class NetworkTraining
{
    private readonly Network network;
    private readonly NetworkInput input;
    private readonly Loss loss;
    private readonly NetworkSettings settings;
    private readonly Batches training;
    private readonly Batches heldOut;
    private readonly NetworkPass pass;
    private readonly Adam adam;
    private readonly float[] gradient;
    private readonly Random random;
    private readonly Dropout? dropout;

    private NetworkTraining(
        Network network, NetworkInput input, Loss loss, IReadOnlyList<int[]> training, IReadOnlyList<int[]> heldOut, NetworkSettings settings, int seed)
    {
        (this.network, this.input, this.loss, this.settings) = (network, input, loss, settings);
        this.training = new Batches(training, settings.BatchRows);
        this.heldOut = new Batches(heldOut, NetworkPass.UsualRows);
        pass = new NetworkPass(network.Shape, Math.Max(this.training.MostRows, this.heldOut.MostRows));
        adam = new Adam(network.Weights.Length);
        gradient = new float[network.Weights.Length];
        random = new Random(seed);
        dropout = settings.Dropout > 0 ? new Dropout(settings.Dropout, random) : null;
    }

    /// <summary>Trains a network of a shape from weights that the seed draws.</summary>
    /// <param name="shape">Of the network.</param>
    /// <param name="input">All rows.</param>
    /// <param name="loss">To make small, over all rows.</param>
    /// <param name="training">The rows to learn from, in groups: one row each, or the rows of a query.</param>
    /// <param name="heldOut">The rows to stop by, in groups.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Of the first weights, the order of batches and dropout.</param>
    /// <exception cref="ArgumentException">There is no training group, no held-out group, or an empty one.</exception>
    /// <exception cref="ArithmeticException">No epoch has a finite loss.</exception>
    public static TrainedNetwork Run(
        NetworkShape shape,
        NetworkInput input,
        Loss loss,
        IReadOnlyList<int[]> training,
        IReadOnlyList<int[]> heldOut,
        NetworkSettings settings,
        int seed)
    {
        if (training.Count == 0 || heldOut.Count == 0)
            throw new ArgumentException("A network needs rows to learn from, and held-out rows to stop by.");
        if (training.Concat(heldOut).Any(group => group.Length == 0))
            throw new ArgumentException("A network cannot learn from a group without rows.");
        return new NetworkTraining(Network.Draw(shape, seed), input, loss, training, heldOut, settings, seed).Run();
    }

    /// <summary>Each row as a group of its own.</summary>
    public static IReadOnlyList<int[]> Alone(IEnumerable<int> rows) => [.. rows.Select(row => new[] { row })];

    private TrainedNetwork Run()
    {
        var best = new TrainedNetwork(network, double.PositiveInfinity, 0);
        var epoch = 0;
        for (var since = 0; epoch < settings.Epochs && since < settings.Patience; since++)
        {
            Learn(0.5 * settings.LearningRate * (1 + Math.Cos(Math.PI * epoch++ / settings.Epochs)));
            var heldOutLoss = HeldOutLoss();
            if (heldOutLoss < best.HeldOutLoss)
                (best, since) = (new TrainedNetwork(network with { Weights = [.. network.Weights] }, heldOutLoss, epoch), -1);
        }

        return double.IsFinite(best.HeldOutLoss)
            ? best with { Epochs = epoch }
            : throw new ArithmeticException("The network has no finite loss on the held-out rows: its input is not finite, or its learning rate is too large.");
    }

    private void Learn(double rate)
    {
        training.Shuffle(random);
        while (training.TryNext(out var batch))
        {
            var outputs = pass.Forward(network.Weights, input, batch.Rows, dropout);
            var outputGradients = pass.OutputGradients(batch.Rows.Length);
            loss.Of(outputs, batch, outputGradients);
            TensorPrimitives.Divide(outputGradients, batch.Ends.Length, outputGradients);
            gradient.AsSpan().Clear();
            pass.Backward(network.Weights, input, batch.Rows, gradient);
            adam.Step(network.Weights, gradient, rate, settings.WeightDecay);
        }
    }

    private double HeldOutLoss()
    {
        var (sum, groups) = (0.0, 0);
        heldOut.Restart();
        while (heldOut.TryNext(out var batch))
        {
            sum += loss.Of(pass.Forward(network.Weights, input, batch.Rows), batch, pass.OutputGradients(batch.Rows.Length));
            groups += batch.Ends.Length;
        }

        return sum / groups;
    }
}
