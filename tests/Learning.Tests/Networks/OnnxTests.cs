using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Onnx;

namespace MlFunctions.Learning.Tests.Networks;

/// <summary>What ONNX Runtime answers is what was trained.</summary>
public sealed class OnnxTests
{
    private const int Rows = 5000;

    public static TheoryData<NetworkShape> Shapes =>
    [
        new NetworkShape(6, [], [], 2),
        new NetworkShape(6, [], [16, 8], 1, Activation.Relu),
        new NetworkShape(6, [new(9, 3), new(4, 2)], [16, 8], 4),
        new NetworkShape(6, [new(9, 3)], [16], 3, Activation.Relu, NetworkOutput.OrderedQuantiles),
        new NetworkShape(6, [new(9, 3)], [16, 8, 8], 3, Activation.Silu, NetworkOutput.OrderedQuantiles),
    ];

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void Onnx_runtime_answers_as_the_forward_pass(NetworkShape shape)
    {
        var network = Network.Draw(shape, seed: 1);
        var input = Made.Input(shape, Rows, seed: 2);
        var scorer = new OnnxScorer(OnnxWriter.Write([network]));
        var expected = network.Outputs(input);
        Close(expected, scorer.Score(input));
        Close(expected, RowByRow(scorer, shape, input));
    }

    [Fact]
    public void Several_networks_answer_their_mean()
    {
        var shape = new NetworkShape(4, [new(5, 2)], [8], 3, Output: NetworkOutput.OrderedQuantiles);
        var input = Made.Input(shape, Rows, seed: 3);
        Network[] networks = [Network.Draw(shape, 1), Network.Draw(shape, 2), Network.Draw(shape, 3)];
        var scorer = new OnnxScorer(OnnxWriter.Write(networks));
        var outputs = networks.Select(network => network.Outputs(input)).ToArray();
        Close([.. outputs[0].Select((_, place) => outputs.Average(output => output[place]))], scorer.Score(input));
    }

    [Fact]
    public void One_network_is_written_to_the_same_bytes()
    {
        var network = Network.Draw(new NetworkShape(4, [new(5, 2)], [8], 3), seed: 1);
        Assert.Equal(OnnxWriter.Write([network]), OnnxWriter.Write([network with { Weights = [.. network.Weights] }]));
        Assert.NotEqual(OnnxWriter.Write([network]), OnnxWriter.Write([Network.Draw(network.Shape, seed: 2)]));
    }

    [Fact]
    public void A_row_allocates_nothing()
    {
        var shape = new NetworkShape(4, [new(5, 2)], [8], 3);
        var scorer = new OnnxScorer(OnnxWriter.Write([Network.Draw(shape, seed: 1)]));
        var (numbers, codes, outputs) = (new float[4], new int[1], new float[3]);
        scorer.Score(numbers, codes, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scorer.Score(numbers, codes, outputs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Threads_that_ask_at_once_get_their_own_answers()
    {
        var shape = new NetworkShape(4, [], [8], 1);
        var network = Network.Draw(shape, seed: 1);
        var input = Made.Input(shape, 2000, seed: 4);
        var scorer = new OnnxScorer(OnnxWriter.Write([network]));
        var scores = new float[input.Rows];
        Parallel.For(0, input.Rows, row => scorer.Score(input.Numbers.AsSpan(row * 4, 4), [], scores.AsSpan(row, 1)));
        Close(network.Outputs(input), scores);
    }

    [Fact]
    public void What_is_no_model_is_refused_in_words()
    {
        var refused = Assert.Throws<InvalidDataException>(() => new OnnxScorer([1, 2, 3]));
        Assert.Contains("network cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_other_widths_is_refused_in_words()
    {
        var scorer = new OnnxScorer(OnnxWriter.Write([Network.Draw(new NetworkShape(4, [new(5, 2)], [8], 3), seed: 1)]));
        scorer.Check(4, 1, 3);
        var refused = Assert.Throws<InvalidDataException>(() => scorer.Check(5, 1, 3));
        Assert.Contains("does not fit its features", refused.Message, StringComparison.Ordinal);
    }

    private static float[] RowByRow(OnnxScorer scorer, NetworkShape shape, NetworkInput input)
    {
        var outputs = new float[input.Rows * shape.Outputs];
        var codes = shape.Embeddings.Count;
        for (var row = 0; row < input.Rows; row++)
        {
            scorer.Score(
                input.Numbers.AsSpan(row * shape.Numbers, shape.Numbers),
                input.Codes.AsSpan(row * codes, codes),
                outputs.AsSpan(row * shape.Outputs, shape.Outputs));
        }

        return outputs;
    }

    private static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var place = 0; place < expected.Length; place++)
            Assert.Equal(expected[place], actual[place], 1e-5f * Math.Max(1, Math.Abs(expected[place])));
    }
}
