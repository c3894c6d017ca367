using MlFunctions.Learning.Ranking.Requests;

namespace MlFunctions.Learning.Ranking.Matches;

/// <summary>Which of the query's terms a text has, how often, where, and in which order.</summary>
/// <remarks>BM25: Robertson and Zaragoza, The probabilistic relevance framework, Foundations and Trends in Information Retrieval 3 (2009), equation 3.15.</remarks>
internal static class TermMatch
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    public static IReadOnlyList<string> Names { get; } =
    [
        "BM25", "cosine", "terms found", "terms found by idf", "numbers found", "first term found", "last term found",
        "first match", "last match from the end", "last term from the end", "density", "length", "window", "pairs found", "longest run",
    ];

    /// <summary>Writes one feature for each name; NaN is missing.</summary>
    public static void Write(Query query, AnalysedText text, float meanLength, Span<float> into)
    {
        Span<int> counts = stackalloc int[query.Count];
        var (first, last, matches) = Count(text.Terms, counts);
        var saturation = K1 * (1 - B + (B * text.Terms.Length / meanLength));
        var (bm25, found, byIdf, numbers) = (0f, 0, 0f, 0);
        for (var term = 0; term < query.Count; term++)
        {
            if (counts[term] == 0)
                continue;
            found++;
            byIdf += query.Idf[term];
            bm25 += query.Idf[term] * counts[term] * (K1 + 1) / (counts[term] + saturation);
            numbers += query.Tokens[term].IsNumber ? 1 : 0;
        }

        var length = text.Terms.Length;
        var hasLast = query.Last >= 0 && query.Last < query.Count && counts[query.Last] > 0;
        into[0] = bm25;
        into[1] = Cosine(query, text);
        into[2] = found;
        into[3] = byIdf;
        into[4] = query.Numbers > 0 ? numbers : float.NaN;
        into[5] = query.Count > 0 && counts[0] > 0 ? 1 : 0;
        into[6] = hasLast ? 1 : 0;
        into[7] = matches == 0 ? float.NaN : first;
        into[8] = matches == 0 ? float.NaN : length - 1 - last;
        into[9] = hasLast ? length - 1 - Array.LastIndexOf(text.Terms, query.Last) : float.NaN;
        into[10] = length == 0 ? 0 : (float)matches / length;
        into[11] = length;
        into[12] = found == 0 ? float.NaN : (float)TermOrder.Window(text.Terms, query.Count, found) / found;
        (into[13], into[14]) = TermOrder.Runs(query.Text.Terms, text.Terms);
    }

    private static (int First, int Last, int Matches) Count(int[] terms, Span<int> counts)
    {
        counts.Clear();
        var (first, last, matches) = (0, 0, 0);
        for (var place = 0; place < terms.Length; place++)
        {
            if (terms[place] >= counts.Length)
                continue;
            counts[terms[place]]++;
            first = matches++ == 0 ? place : first;
            last = place;
        }

        return (first, last, matches);
    }

    private static float Cosine(Query query, AnalysedText text)
    {
        var sum = 0f;
        for (var place = 0; place < text.Vector.Ids.Length; place++)
        {
            if (text.Vector.Ids[place] < query.Count)
                sum += text.Vector.Weights[place] * query.Text.Vector.Weights[text.Vector.Ids[place]];
        }

        return sum;
    }
}
