using System.Numerics.Tensors;

namespace MlFunctions.Learning.Networks;

/// <summary>Room for the values and gradients of one batch, used again for each: a forward or backward pass allocates nothing.</summary>
internal sealed class NetworkPass(NetworkShape shape, int mostRows)
{
    /// <summary>As many rows as keep a layer's values in the processor's cache.</summary>
    public const int UsualRows = 256;

    private readonly float[] inputs = new float[mostRows * shape.Inputs];

    // Of each layer; slopes are the activation's, or the quantiles'.
    private readonly float[][] values = Rooms(shape, mostRows);
    private readonly float[][] slopes = Rooms(shape, mostRows);
    private readonly float[][] gradients = Rooms(shape, mostRows);
    private readonly float[] inputGradients = new float[mostRows * shape.Inputs];

    /// <summary>The gradient of the loss by the outputs: to be written between <see cref="Forward"/> and <see cref="Backward"/>.</summary>
    public Span<float> OutputGradients(int rows) => gradients[^1].AsSpan(0, rows * shape.Outputs);

    /// <summary>The outputs of the chosen rows, row after row, until the next call.</summary>
    /// <param name="weights">Of the network.</param>
    /// <param name="input">All rows.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="dropout">Which hidden values are dropped; null: none, as in serving.</param>
    public ReadOnlySpan<float> Forward(Span<float> weights, NetworkInput input, ReadOnlySpan<int> rows, Dropout? dropout = null)
    {
        Gather(weights, input, rows);
        ReadOnlySpan<float> below = inputs;
        for (var place = 0; place < shape.Layers.Count; place++)
        {
            var layer = shape.Layers[place];
            var sums = values[place].AsSpan(0, rows.Length * layer.Outputs);
            var slope = slopes[place].AsSpan(0, sums.Length);
            for (var row = 0; row < rows.Length; row++)
                layer.Bias(weights).CopyTo(sums[(row * layer.Outputs)..]);
            Products.AddForward(below, layer.Matrix(weights), sums, layer.Outputs);
            if (place < shape.Hidden.Count)
            {
                shape.Activation.Apply(sums, slope);
                dropout?.Apply(sums, slope);
            }
            else if (shape.Output == NetworkOutput.OrderedQuantiles)
            {
                OrderedQuantiles.Apply(sums, slope);
            }

            below = sums;
        }

        return below;
    }

    /// <summary>Adds the gradient by all weights, from <see cref="OutputGradients"/> of the batch that went forward.</summary>
    public void Backward(Span<float> weights, NetworkInput input, ReadOnlySpan<int> rows, Span<float> gradient)
    {
        if (shape.Output == NetworkOutput.OrderedQuantiles)
            OrderedQuantiles.Backward(OutputGradients(rows.Length), slopes[^1]);
        for (var place = shape.Layers.Count - 1; place >= 0; place--)
        {
            var layer = shape.Layers[place];
            var above = gradients[place].AsSpan(0, rows.Length * layer.Outputs);
            if (place < shape.Hidden.Count)
                TensorPrimitives.Multiply(above, slopes[place].AsSpan(0, above.Length), above);
            Products.AddGradient(place == 0 ? inputs : values[place - 1], above, layer.Matrix(gradient), layer.Outputs);
            for (var row = 0; row < rows.Length; row++)
                TensorPrimitives.Add(layer.Bias(gradient), above.Slice(row * layer.Outputs, layer.Outputs), layer.Bias(gradient));
            Products.Backward(
                above, layer.Matrix(weights), place == 0 ? inputGradients : gradients[place - 1], layer.Outputs, place == 0 ? shape.Numbers : 0);
        }

        Scatter(input, rows, gradient);
    }

    private void Gather(ReadOnlySpan<float> weights, NetworkInput input, ReadOnlySpan<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var into = inputs.AsSpan(row * shape.Inputs, shape.Inputs);
            input.Numbers.AsSpan(rows[row] * shape.Numbers, shape.Numbers).CopyTo(into);
            into = into[shape.Numbers..];
            for (var place = 0; place < shape.Embeddings.Count; place++)
            {
                var width = shape.Embeddings[place].Width;
                weights.Slice(Vector(input, rows[row], place), width).CopyTo(into);
                into = into[width..];
            }
        }
    }

    private void Scatter(NetworkInput input, ReadOnlySpan<int> rows, Span<float> gradient)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var from = inputGradients.AsSpan((row * shape.Inputs) + shape.Numbers, shape.Inputs - shape.Numbers);
            for (var place = 0; place < shape.Embeddings.Count; place++)
            {
                var width = shape.Embeddings[place].Width;
                var into = gradient.Slice(Vector(input, rows[row], place), width);
                TensorPrimitives.Add(into, from[..width], into);
                from = from[width..];
            }
        }
    }

    private int Vector(NetworkInput input, int row, int place) =>
        shape.Tables[place] + (input.Codes[(row * shape.Embeddings.Count) + place] * shape.Embeddings[place].Width);

    private static float[][] Rooms(NetworkShape shape, int rows) => [.. shape.Layers.Select(layer => new float[rows * layer.Outputs])];
}
