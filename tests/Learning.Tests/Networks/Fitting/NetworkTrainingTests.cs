using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Fitting;
using MlFunctions.Learning.Networks.Losses;

namespace MlFunctions.Learning.Tests.Networks.Fitting;

public sealed class NetworkTrainingTests
{
    private const int Rows = 600;

    private static readonly IReadOnlyList<int[]> First = NetworkTraining.Alone(Enumerable.Range(0, 400));

    private static readonly IReadOnlyList<int[]> Last = NetworkTraining.Alone(Enumerable.Range(400, 200));

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Silu)]
    public void Exclusive_or_is_learned(Activation activation)
    {
        var input = Made.Input(new NetworkShape(2, [], [1], 1), Rows, seed: 1);
        float[] signs = [.. input.Numbers.Chunk(2).Select(pair => pair[0] * pair[1] > 0 ? 1f : -1)];
        var trained = NetworkTraining.Run(
            new NetworkShape(2, [], [16, 16], 1, activation), input, new SquaredLoss(signs), First, Last, Made.Settings, seed: 1);
        var right = trained.Network.Outputs(input).Zip(signs).Skip(400).Count(pair => pair.First * pair.Second > 0);
        Assert.True(right >= 190, $"{right} of 200 held-out rows are right.");
    }

    [Fact]
    public void What_only_a_code_tells_is_learned_by_its_embedding()
    {
        var shape = new NetworkShape(1, [new(12, 3)], [16], 1);
        var input = Made.Input(shape, Rows, seed: 2);
        var trained = NetworkTraining.Run(
            shape, input, new SquaredLoss([.. input.Codes.Select(code => code % 3f)]), First, Last, Made.Settings, seed: 1);
        Assert.True(trained.HeldOutLoss < 0.01);
    }

    [Fact]
    public void Quantiles_of_known_noise_are_learned_and_never_cross()
    {
        const int Many = 4000;
        var shape = new NetworkShape(1, [], [16], 3, Output: NetworkOutput.OrderedQuantiles);
        var input = Made.Input(shape, Many, seed: 3);
        float[] labels = [.. Made.Values(Many, seed: 4).Zip(input.Numbers, (noise, x) => (2 * x) + noise)];
        var outputs = NetworkTraining.Run(
            shape,
            input,
            new QuantileLoss(labels),
            NetworkTraining.Alone(Enumerable.Range(0, 3000)),
            NetworkTraining.Alone(Enumerable.Range(3000, 1000)),
            Made.Settings with { Epochs = 40, WeightDecay = 0.01, Dropout = 0.05 },
            seed: 1).Network.Outputs(input).Chunk(3).ToArray();

        Assert.All(outputs, row => Assert.True(row[0] <= row[1] && row[1] <= row[2]));
        Assert.All(outputs.Zip(input.Numbers), row => Assert.Equal(2 * row.Second, row.First[1], 0.25));
        Assert.Equal(0.1, outputs.Zip(labels).Average(row => row.Second < row.First[0] ? 1 : 0), 0.03);
        Assert.Equal(0.9, outputs.Zip(labels).Average(row => row.Second < row.First[2] ? 1 : 0), 0.03);
    }

    [Fact]
    public void The_best_of_a_query_is_ranked_first()
    {
        var input = Made.Input(new NetworkShape(3, [], [1], 1), Rows, seed: 5);
        float[] quality = [.. input.Numbers.Chunk(3).Select(row => row[0] - (row[1] * row[1]))];
        int[][] queries = [.. Enumerable.Range(0, Rows).Chunk(6)];
        float[] gains = [.. queries.SelectMany(query => query.Select(row => quality[row] == query.Max(other => quality[other]) ? 3f : 0))];
        var scores = NetworkTraining.Run(
            new NetworkShape(3, [], [16], 1), input, new ListwiseLoss(gains), queries[..70], queries[70..], Made.Settings, seed: 1).Network.Outputs(input);
        var first = queries[70..].Count(query => gains[query.MaxBy(row => scores[row])] > 0);
        Assert.True(first >= 24, $"The best is first in {first} of 30 queries.");
    }

    [Fact]
    public void Early_stopping_keeps_the_weights_of_the_best_epoch()
    {
        var shape = new NetworkShape(8, [], [64], 1);
        var input = Made.Input(shape, 80, seed: 7);
        var loss = new SquaredLoss(Made.Values(80, seed: 8));
        var (learned, heldOut) = (NetworkTraining.Alone(Enumerable.Range(0, 40)), NetworkTraining.Alone(Enumerable.Range(40, 40)));
        var trained = NetworkTraining.Run(shape, input, loss, learned, heldOut, Made.Settings with { Patience = 7 }, seed: 1);

        int[] rows = [.. Enumerable.Range(40, 40)];
        var outputs = trained.Network.Outputs(input)[40..];
        Assert.Equal(trained.HeldOutLoss, loss.Of(outputs, new Batch(rows, [.. Enumerable.Range(1, 40)]), new float[40]) / 40, 6);
        Assert.True(trained.Epochs < Made.Settings.Epochs);
        var stoppedThere = NetworkTraining.Run(shape, input, loss, learned, heldOut, Made.Settings with { Patience = 1000 }, seed: 1);
        Assert.True(stoppedThere.HeldOutLoss <= trained.HeldOutLoss);
        Assert.Equal(Made.Settings.Epochs, stoppedThere.Epochs);
    }

    [Fact]
    public void One_seed_gives_one_network_and_another_seed_another()
    {
        var shape = new NetworkShape(4, [new(5, 2)], [8, 8], 1);
        var input = Made.Input(shape, Rows, seed: 9);
        float[] Weights(int seed) => NetworkTraining.Run(
            shape, input, new SquaredLoss(Made.Values(Rows, 10)), First, Last, Made.Settings with { Epochs = 3, Dropout = 0.2 }, seed).Network.Weights;
        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused_in_words()
    {
        var shape = new NetworkShape(1, [], [2], 1);
        string Refused(IReadOnlyList<int[]> training, IReadOnlyList<int[]> heldOut) => Assert.Throws<ArgumentException>(() => NetworkTraining.Run(
            shape, NetworkInput.Of(2, [1, 2]), new SquaredLoss([1, 2]), training, heldOut, Made.Settings, seed: 1)).Message;
        Assert.Contains("rows to learn from", Refused([], [[0]]), StringComparison.Ordinal);
        Assert.Contains("held-out rows", Refused([[0]], []), StringComparison.Ordinal);
        Assert.Contains("group without rows", Refused([[0]], [[]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Input_that_is_not_finite_is_refused_in_words()
    {
        var refused = Assert.Throws<ArithmeticException>(() => NetworkTraining.Run(
            new NetworkShape(1, [], [2], 1), NetworkInput.Of(2, [1, float.NaN]), new SquaredLoss([1, 2]), [[0]], [[1]], Made.Settings, seed: 1));
        Assert.Contains("not finite", refused.Message, StringComparison.Ordinal);
    }
}
