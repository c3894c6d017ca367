using System.Buffers;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Networks.Inputs;

/// <summary>From a row to the numbers and codes of a network: features, scaled, and categories by number. Fitted data, saved in the model's artifact.</summary>
/// <param name="Featurizer">The features, as every other model has them.</param>
/// <param name="Scales">One for each feature.</param>
/// <param name="Vocabularies">One for each category.</param>
public sealed record NetworkFeaturizer(Featurizer Featurizer, IReadOnlyList<Scale> Scales, IReadOnlyList<EmbeddingVocabulary> Vocabularies)
{
    private const int MostOnStack = 512;

    /// <summary>How many numbers.</summary>
    [JsonIgnore]
    public int Numbers { get; } = Scales.Sum(scale => scale.Width);

    /// <summary>Scales fitted to the features of training rows.</summary>
    /// <param name="featurizer">The features.</param>
    /// <param name="training">Of at least one row.</param>
    /// <param name="vocabularies">One for each category.</param>
    public static NetworkFeaturizer Fit(Featurizer featurizer, FeatureMatrix training, IReadOnlyList<EmbeddingVocabulary> vocabularies)
    {
        var periods = featurizer.Encoders
            .SelectMany(encoder => encoder is TimeEncoder ? TimeEncoder.Periods : encoder.Features.Select(_ => (float?)null));
        Scale Of(float? period, int feature) => period is { } cycle
            ? new CycleScale(cycle)
            : QuantileScale.Fit([.. Enumerable.Range(0, training.Rows).Select(row => training[row][feature])]);
        return new NetworkFeaturizer(featurizer, [.. periods.Select(Of)], vocabularies);
    }

    /// <summary>The same for features that are already computed, such as a training matrix whose target statistics are out of fold.</summary>
    public void Scale(ReadOnlySpan<float> features, Span<float> numbers)
    {
        for (var feature = 0; feature < Scales.Count; feature++)
        {
            var scale = Scales[feature];
            scale.Apply(features[feature], numbers[..scale.Width]);
            numbers = numbers[scale.Width..];
        }
    }

    /// <summary>Writes what the network reads of a row.</summary>
    /// <param name="row">One place per column of the task.</param>
    /// <param name="numbers">As long as <see cref="Numbers"/>.</param>
    /// <param name="codes">One for each vocabulary.</param>
    public void Encode(Row row, Span<float> numbers, Span<int> codes)
    {
        var width = Featurizer.Width;
        var rented = width > MostOnStack ? ArrayPool<float>.Shared.Rent(width) : null;
        var features = rented is null ? stackalloc float[MostOnStack] : rented;
        Featurizer.Encode(row, features[..width]);
        Scale(features, numbers);
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
        Code(row, codes);
    }

    /// <summary>The numbers of training rows, from their features, and their codes.</summary>
    public NetworkInput Input(FeatureMatrix training, IReadOnlyList<Example> examples)
    {
        var numbers = new float[examples.Count * Numbers];
        var codes = new int[examples.Count * Vocabularies.Count];
        for (var row = 0; row < examples.Count; row++)
        {
            Scale(training[row], numbers.AsSpan(row * Numbers, Numbers));
            Code(examples[row].Input, codes.AsSpan(row * Vocabularies.Count, Vocabularies.Count));
        }

        return new NetworkInput(examples.Count, numbers, codes);
    }

    private void Code(Row row, Span<int> codes)
    {
        for (var place = 0; place < Vocabularies.Count; place++)
            codes[place] = Vocabularies[place].Code(row);
    }
}
