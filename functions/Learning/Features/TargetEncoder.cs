using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>The mean label of a category's value, drawn towards the mean of all by the weight of 20 rows; an unseen or missing value has the mean of all.</summary>
/// <remarks>
/// Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes, SIGKDD Explorations 3 (2001), equation 3.
/// A row's own label must not be in its own feature: a training row is encoded by an encoder that was fitted on the other folds.
/// </remarks>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The values seen in training.</param>
/// <param name="Means">The smoothed mean label of each.</param>
/// <param name="Prior">The mean of all.</param>
public sealed record TargetEncoder(int Column, string Name, IReadOnlyList<string> Known, IReadOnlyList<float> Means, float Prior) : Encoder
{
    private const double PriorRows = 20;

    private readonly FrozenDictionary<string, int> index = Levels.Index(Known);

    public override IReadOnlyList<string> Features { get; } = [$"{Name} mean label"];

    /// <summary>From at least one training row.</summary>
    public static TargetEncoder Fit(int column, string name, IReadOnlyList<Example> examples)
    {
        var prior = examples.Average(example => example.Label);
        var levels = examples
            .Where(example => example.Input.Texts[column] is not null)
            .GroupBy(example => example.Input.Texts[column]!, StringComparer.Ordinal)
            .OrderBy(level => level.Key, StringComparer.Ordinal)
            .Select(level => (level.Key, Mean: (level.Sum(example => example.Label) + (PriorRows * prior)) / (level.Count() + PriorRows)))
            .ToList();
        return new TargetEncoder(column, name, [.. levels.Select(level => level.Key)], [.. levels.Select(level => (float)level.Mean)], (float)prior);
    }

    public override void Encode(Row row, Span<float> into) =>
        into[0] = row.Texts[Column] is { } text && index.TryGetValue(text, out var place) ? Means[place] : Prior;
}
