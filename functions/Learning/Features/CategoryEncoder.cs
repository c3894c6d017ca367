using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>A feature for each frequent value of a category (one-hot), one for all rare and unseen values, one for a missing value.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Frequent">The values with a feature of their own.</param>
public sealed record CategoryEncoder(int Column, string Name, IReadOnlyList<string> Frequent) : Encoder
{
    private const int Most = 32;

    private const double SmallestShare = 0.01;

    private readonly FrozenDictionary<string, int> index = Levels.Index(Frequent);

    public override IReadOnlyList<string> Features { get; } =
        [.. Frequent.Select(level => $"{Name} = {level}"), $"{Name} rare", $"{Name} missing"];

    /// <summary>The values of at least 1 % of the rows, at most 32 of them.</summary>
    public static CategoryEncoder Fit(int column, string name, IReadOnlyList<Example> examples)
    {
        var frequent = Levels.Count(examples, column)
            .Where(level => level.Count >= SmallestShare * examples.Count)
            .OrderByDescending(level => level.Count)
            .Take(Most)
            .Select(level => level.Level);
        return new CategoryEncoder(column, name, [.. frequent.Order(StringComparer.Ordinal)]);
    }

    public override void Encode(Row row, Span<float> into)
    {
        into.Clear();
        var text = row.Texts[Column];
        into[text is null ? Frequent.Count + 1 : index.GetValueOrDefault(text, Frequent.Count)] = 1;
    }
}
