using System.Text.Json.Serialization;

namespace MlFunctions.Learning.Networks;

/// <summary>A table of vectors, one for each code of a category.</summary>
/// <param name="Codes">How many codes: 0, for unseen and missing values, to <paramref name="Codes"/> − 1.</param>
/// <param name="Width">Numbers of a vector.</param>
public sealed record EmbeddingShape(int Codes, int Width);

/// <summary>What the outputs of a network mean.</summary>
public enum NetworkOutput
{
    /// <summary>The sums of the last layer.</summary>
    Linear,

    /// <summary>Three outputs, low ≤ middle ≤ high: see <see cref="OrderedQuantiles"/>.</summary>
    OrderedQuantiles,
}

/// <summary>
/// The shape of a multi-layer perceptron: numbers and the embeddings of codes side by side, then hidden dense layers, then a dense output layer.
/// All its weights are one array, in which <see cref="Tables"/> and <see cref="Layers"/> have their places.
/// </summary>
/// <remarks>Embeddings of categories: Guo and Berkhahn, Entity Embeddings of Categorical Variables, 2016.</remarks>
/// <param name="Numbers">Of a row.</param>
/// <param name="Embeddings">One for each code of a row.</param>
/// <param name="Hidden">The widths of the hidden layers, from the input on.</param>
/// <param name="Outputs">Of a row.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="Output">What the outputs mean.</param>
public sealed record NetworkShape(
    int Numbers,
    IReadOnlyList<EmbeddingShape> Embeddings,
    IReadOnlyList<int> Hidden,
    int Outputs,
    Activation Activation = Activation.Silu,
    NetworkOutput Output = NetworkOutput.Linear)
{
    /// <summary>Of the first layer: numbers and embeddings.</summary>
    [JsonIgnore]
    public int Inputs { get; } = Numbers + Embeddings.Sum(embedding => embedding.Width);

    /// <summary>Where each embedding's table begins; row after row.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Tables { get; } =
        [.. Embeddings.Select((_, place) => Embeddings.Take(place).Sum(before => before.Codes * before.Width))];

    /// <summary>The hidden layers and the output layer.</summary>
    [JsonIgnore]
    public IReadOnlyList<DenseLayer> Layers { get; } = DenseLayer.Chain(
        Embeddings.Sum(embedding => embedding.Codes * embedding.Width),
        [Numbers + Embeddings.Sum(embedding => embedding.Width), .. Hidden, Outputs]);

    /// <summary>How many weights.</summary>
    [JsonIgnore]
    public int Weights => Layers[^1].End;
}
