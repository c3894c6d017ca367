namespace MlFunctions.Learning.Networks;

/// <summary>The place of a dense layer in the weights of its network: outputs = inputs × matrix + bias.</summary>
/// <param name="Inputs">Of the layer.</param>
/// <param name="Outputs">Of the layer.</param>
/// <param name="Start">Where its matrix begins, a row of <paramref name="Outputs"/> for each input; the bias follows.</param>
public readonly record struct DenseLayer(int Inputs, int Outputs, int Start)
{
    /// <summary>Where the bias begins.</summary>
    public int BiasStart => Start + (Inputs * Outputs);

    /// <summary>After the bias.</summary>
    public int End => BiasStart + Outputs;

    public Span<float> Matrix(Span<float> weights) => weights[Start..BiasStart];

    public Span<float> Bias(Span<float> weights) => weights[BiasStart..End];

    /// <summary>Layers from each width to the next, one after the other from a place on.</summary>
    internal static IReadOnlyList<DenseLayer> Chain(int start, IReadOnlyList<int> widths)
    {
        var layers = new List<DenseLayer>();
        for (var layer = 1; layer < widths.Count; layer++)
        {
            layers.Add(new DenseLayer(widths[layer - 1], widths[layer], start));
            start = layers[^1].End;
        }

        return layers;
    }
}
