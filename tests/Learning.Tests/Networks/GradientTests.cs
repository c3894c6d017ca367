using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Losses;

namespace MlFunctions.Learning.Tests.Networks;

/// <summary>Back-propagation through every kind of layer, against differences of the loss.</summary>
public sealed class GradientTests
{
    private const int Rows = 7;

    public static TheoryData<Activation, NetworkOutput> Kinds => new()
    {
        { Activation.Relu, NetworkOutput.Linear },
        { Activation.Silu, NetworkOutput.Linear },
        { Activation.Relu, NetworkOutput.OrderedQuantiles },
        { Activation.Silu, NetworkOutput.OrderedQuantiles },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_by_every_weight_is_the_limit_of_differences(Activation activation, NetworkOutput output)
    {
        var shape = new NetworkShape(3, [new(4, 2), new(3, 1)], [5, 4], 3, activation, output);
        // Not the first weights: a unit without bias, none of whose inputs is alive, would stand on the kink.
        var network = new Network(shape, Made.Values(shape.Weights, seed: 2));
        var input = Made.Input(shape, Rows, seed: 5);
        var loss = new SquaredLoss([.. Made.Values(Rows * shape.Outputs, seed: 6)]);
        int[] rows = [.. Enumerable.Range(0, Rows)];

        var gradient = new float[shape.Weights];
        var pass = new NetworkPass(shape, Rows);
        loss.Of(pass.Forward(network.Weights, input, rows), new Batch(rows, rows), pass.OutputGradients(Rows));
        pass.Backward(network.Weights, input, rows, gradient);

        for (var place = 0; place < gradient.Length; place++)
            Assert.Equal(Difference(network, input, loss, rows, place), gradient[place], 0.02 + (0.02 * Math.Abs(gradient[place])));
    }

    private static double Difference(Network network, NetworkInput input, Loss loss, int[] rows, int place)
    {
        const float Step = 1e-3f;
        double At(float change)
        {
            float[] weights = [.. network.Weights];
            weights[place] += change;
            var outputs = (network with { Weights = weights }).Outputs(input);
            return loss.Of(outputs, new Batch(rows, rows), new float[outputs.Length]);
        }

        return (At(Step) - At(-Step)) / (2 * Step);
    }
}
