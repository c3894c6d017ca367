using System.Collections.Frozen;

namespace MlFunctions.Learning.Ranking.Texts;

/// <summary>How many of the training texts hold each stem.</summary>
/// <param name="Stems">Hashes of the stems that at least two texts hold, ascending.</param>
/// <param name="Texts">How many texts hold each.</param>
/// <param name="Count">How many texts there were.</param>
public sealed record Vocabulary(ulong[] Stems, int[] Texts, int Count)
{
    private const int Fewest = 2;

    // A request asks for some hundred of them: only logarithms that are taken beforehand are cheap enough.
    private readonly FrozenDictionary<ulong, float> known =
        Stems.Zip(Texts).ToFrozenDictionary(pair => pair.First, pair => Idf(Count, pair.Second));

    private readonly float unknown = Idf(Count, 1);

    /// <summary>Of the stems of each training text.</summary>
    public static Vocabulary Fit(IReadOnlyList<IEnumerable<ulong>> texts)
    {
        var counts = texts.SelectMany(stems => stems.Distinct()).CountBy(stem => stem).Where(pair => pair.Value >= Fewest).OrderBy(pair => pair.Key).ToList();
        return new Vocabulary([.. counts.Select(pair => pair.Key)], [.. counts.Select(pair => pair.Value)], texts.Count);
    }

    /// <summary>The inverse document frequency of a stem, 0 or more, in nats; a stem that is not in the vocabulary counts as one that one text holds.</summary>
    /// <remarks>
    /// Robertson and Zaragoza, The probabilistic relevance framework, Foundations and Trends in Information Retrieval 3 (2009), with 1 added inside the
    /// logarithm, so that it is never negative.
    /// </remarks>
    public float Idf(ulong stem) => known.TryGetValue(stem, out var idf) ? idf : unknown;

    private static float Idf(int count, int holding) => (float)Math.Log(1 + ((count - holding + 0.5) / (holding + 0.5)));
}
