namespace MlFunctions.Learning.Networks;

/// <summary>A multi-layer perceptron: its shape, and its weights as one array. Data, which never changes once it is trained.</summary>
/// <param name="Shape">Which weights are where.</param>
/// <param name="Weights">Tables of embeddings, then layer after layer.</param>
public sealed record Network(NetworkShape Shape, float[] Weights)
{
    private const double EmbeddingSpread = 0.1;

    /// <summary>A network to begin a training with: small embeddings, no bias, matrices whose layers keep the variance of their inputs.</summary>
    /// <remarks>He, Zhang, Ren and Sun, Delving Deep into Rectifiers, ICCV 2015, equation 10.</remarks>
    public static Network Draw(NetworkShape shape, int seed)
    {
        var random = new Random(seed);
        var weights = new float[shape.Weights];
        Fill(weights.AsSpan(0, shape.Layers[0].Start), EmbeddingSpread, random);
        foreach (var layer in shape.Layers)
            Fill(layer.Matrix(weights), Math.Sqrt((layer == shape.Layers[^1] ? 1.0 : 2.0) / layer.Inputs), random);
        return new Network(shape, weights);
    }

    /// <summary>The outputs of all rows, row after row.</summary>
    public float[] Outputs(NetworkInput input)
    {
        var outputs = new float[input.Rows * Shape.Outputs];
        var pass = new NetworkPass(Shape, Math.Min(input.Rows, NetworkPass.UsualRows));
        var rows = Enumerable.Range(0, input.Rows).ToArray();
        for (var start = 0; start < rows.Length; start += NetworkPass.UsualRows)
        {
            var some = rows.AsSpan(start, Math.Min(NetworkPass.UsualRows, rows.Length - start));
            pass.Forward(Weights, input, some).CopyTo(outputs.AsSpan(start * Shape.Outputs));
        }

        return outputs;
    }

    private static void Fill(Span<float> weights, double spread, Random random)
    {
        foreach (ref var weight in weights)
            weight = (float)(spread * Normal(random));
    }

    // Box and Muller, A Note on the Generation of Random Normal Deviates, 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
