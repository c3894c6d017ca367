using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Networks.Inputs;

/// <summary>Numbers the values of a category from 1, for an embedding; 0 is a missing, an unseen or a very rare value.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Known">The values with a number of their own.</param>
public sealed record EmbeddingVocabulary(int Column, IReadOnlyList<string> Known)
{
    private const int FewestRows = 5;

    private const int MostWidth = 16;

    private readonly FrozenDictionary<string, int> index = Levels.Index(Known);

    /// <summary>From training rows.</summary>
    public static EmbeddingVocabulary Fit(int column, IReadOnlyList<Example> examples) =>
        new(column, [.. Levels.Count(examples, column).Where(level => level.Count >= FewestRows).Select(level => level.Level)]);

    /// <summary>The width grows with the fourth root of the number of values, doubled, up to 16.</summary>
    public EmbeddingShape Embedding() => new(Known.Count + 1, Math.Min(MostWidth, (int)Math.Ceiling(2 * Math.Pow(Known.Count + 1, 0.25))));

    public int Code(Row row) => row.Texts[Column] is { } text && index.TryGetValue(text, out var place) ? place + 1 : 0;
}
