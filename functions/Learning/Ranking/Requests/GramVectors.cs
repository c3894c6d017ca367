namespace MlFunctions.Learning.Ranking;

/// <summary>The texts of a list by their runs of four letters across blanks: "flash drive", "flashdrive" and "flashdrives" are nearly one.</summary>
internal sealed class GramVectors
{
    private const int Length = 4;

    private readonly Dictionary<ulong, int> ids = [];
    private readonly HashSet<int> seen = [];
    private readonly int asked;

    /// <param name="query">What was asked for.</param>
    /// <param name="texts">Of the list.</param>
    public GramVectors(AnalysedText query, IReadOnlyList<AnalysedText> texts)
    {
        // The query's grams are numbered first.
        asked = Grams(query).Length;
        int[][] grams = [.. texts.Select(Grams)];
        var holding = new int[ids.Count];
        foreach (var gram in grams.SelectMany(gram => gram))
            holding[gram]++;
        Texts = [.. grams.Select(gram => TermVector.Of(gram, [.. gram.Select(id => MathF.Log(1 + ((texts.Count + 1f) / holding[id])))]))];
    }

    /// <summary>How many different grams there are.</summary>
    public int Count => ids.Count;

    /// <summary>The texts, their grams weighed by how few of the list have them.</summary>
    public IReadOnlyList<TermVector> Texts { get; }

    /// <summary>The share of the query's grams that a text has, and the share of the text's grams that the query has.</summary>
    public (float Found, float Shared) Match(int text)
    {
        var grams = Texts[text].Ids;
        var found = 0;
        foreach (var gram in grams)
            found += gram < asked ? 1 : 0;
        return (asked == 0 ? 0 : (float)found / asked, grams.Length == 0 ? 0 : (float)found / grams.Length);
    }

    private int[] Grams(AnalysedText text)
    {
        seen.Clear();
        var (gram, letters) = (0UL, 0);
        foreach (var token in text.Tokens)
        {
            foreach (var letter in text.Word(token))
            {
                gram = (gram << 16) | letter;
                if (++letters < Length)
                    continue;
                if (!ids.TryGetValue(gram, out var id))
                    ids.Add(gram, id = ids.Count);
                seen.Add(id);
            }
        }

        return [.. seen];
    }
}
