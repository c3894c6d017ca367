using System.Collections.Frozen;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Features;

/// <summary>What a short free text tells without a language model: its length, its words, and which of some telling words it has. Case does not matter.</summary>
/// <param name="Column">Its place in the row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The words with a feature of their own.</param>
public sealed record TextEncoder(int Column, string Name, IReadOnlyList<string> Known) : Encoder
{
    private const int Most = 30;

    private const int MostRows = 50_000;

    private const double SmallestShare = 0.01;

    private const int FewestRows = 10;

    private readonly FrozenDictionary<string, int> index =
        Known.Index().ToFrozenDictionary(word => word.Item, word => word.Index, StringComparer.OrdinalIgnoreCase);

    public override IReadOnlyList<string> Features { get; } = [$"{Name} length", $"{Name} words", .. Known.Select(word => $"{Name} has {word}")];

    /// <summary>The words that split the rows best, whatever the label: those of half the rows before those of few or of nearly all. Null where all rows have one text.</summary>
    public static TextEncoder? Fit(int column, string name, IReadOnlyList<Example> examples)
    {
        if (examples.Select(example => example.Input.Texts[column]).Distinct(StringComparer.Ordinal).Take(2).Count() < 2)
            return null;
        var every = 1 + ((examples.Count - 1) / MostRows);
        string?[] texts = [.. examples.Where((_, row) => row % every == 0).Select(example => example.Input.Texts[column])];
        var fewest = Math.Max(FewestRows, SmallestShare * texts.Length);
        var words = texts.OfType<string>()
            .SelectMany(text => Words(text).Distinct(StringComparer.OrdinalIgnoreCase))
            .CountBy(word => word, StringComparer.OrdinalIgnoreCase)
            .Where(word => word.Value >= fewest && texts.Length - word.Value >= fewest)
            .OrderBy(word => Math.Abs(word.Value - (texts.Length / 2.0))).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(Most)
            .Select(word => word.Key);
        return new TextEncoder(column, name, [.. words.Order(StringComparer.Ordinal)]);
    }

    public override void Encode(Row row, Span<float> into)
    {
        into.Clear();
        if (row.Texts[Column] is not { } text)
        {
            into[..2].Fill(float.NaN);
            return;
        }

        var known = index.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = text.AsSpan();
        foreach (var _ in rest.EnumerateRunes())
            into[0]++;
        while (TextWords.Next(ref rest, out var word))
        {
            into[1]++;
            if (known.TryGetValue(word, out var place))
                into[2 + place] = 1;
        }
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var rest = text.AsSpan();
        while (TextWords.Next(ref rest, out var word))
            words.Add(word.ToString().ToLowerInvariant());
        return words;
    }
}
