using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>How many training rows had this value of a category: 0 for an unseen one. A rare value's other statistics are worth less.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The values seen in training.</param>
/// <param name="Counts">Rows of each.</param>
public sealed record FrequencyEncoder(int Column, string Name, IReadOnlyList<string> Known, IReadOnlyList<int> Counts) : Encoder
{
    private readonly FrozenDictionary<string, int> index = Levels.Index(Known);

    public override IReadOnlyList<string> Features { get; } = [$"{Name} frequency"];

    public static FrequencyEncoder Fit(int column, string name, IReadOnlyList<Example> examples)
    {
        var levels = Levels.Count(examples, column);
        return new FrequencyEncoder(column, name, [.. levels.Select(level => level.Level)], [.. levels.Select(level => level.Count)]);
    }

    public override void Encode(Row row, Span<float> into)
    {
        var text = row.Texts[Column];
        into[0] = text is null ? float.NaN : index.TryGetValue(text, out var place) ? Counts[place] : 0;
    }
}
