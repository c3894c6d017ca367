using MlFunctions.Learning.Ranking.Requests;
using MlFunctions.Learning.Ranking.Texts;

namespace MlFunctions.Learning.Ranking.Matches;

/// <summary>What a short text has of the query in other spellings: typing errors and other endings.</summary>
internal static class SoftMatch
{
    // Words that are less alike are other words.
    private const float Least = 0.6f;

    public static IReadOnlyList<string> Names { get; } = ["terms alike", "terms alike by idf", "least alike term", "last term alike"];

    /// <summary>Which of the names is the share of the query's idf that the text has: 0 to 1.</summary>
    public const int ByIdf = 1;

    /// <summary>Writes one feature for each name.</summary>
    public static void Write(Query query, AnalysedText text, Span<float> into)
    {
        into.Clear();
        into[2] = query.Count == 0 ? 0 : 1;
        for (var term = 0; term < query.Count; term++)
        {
            var alike = Most(query, term, text);
            into[0] += alike / query.Count;
            into[1] += alike * query.Idf[term] / query.TotalIdf;
            into[2] = Math.Min(into[2], alike);
            if (term == query.Last)
                into[3] = alike;
        }
    }

    private static float Most(Query query, int term, AnalysedText text)
    {
        if (Array.IndexOf(text.Terms, term) >= 0)
            return 1;
        if (query.Tokens[term].IsNumber)
            return 0;
        var word = query.Text.Word(query.Tokens[term]);
        var most = 0f;
        foreach (var token in text.Tokens)
            most = Math.Max(most, WordSimilarity.Of(word, text.Word(token), Math.Max(most, Least)));
        return most >= Least ? most : 0;
    }
}
