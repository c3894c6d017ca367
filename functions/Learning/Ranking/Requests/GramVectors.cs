namespace MlFunctions.Learning.Ranking.Requests;

/// <summary>The texts of a list by their runs of four letters across blanks: "flash drive", "flashdrive" and "flashdrives" are nearly one.</summary>
internal sealed class GramVectors
{
    private const int Length = 4;

    // Of each gram, the last text that had it; and the grams of the text at hand.
    private readonly List<int> lasts = [];
    private readonly List<int> own = [];
    private readonly int asked;

    /// <param name="query">What was asked for.</param>
    /// <param name="texts">Of the list.</param>
    public GramVectors(AnalysedText query, IReadOnlyList<AnalysedText> texts)
    {
        // The query's grams are numbered first.
        using var numbers = new Numbering(8192);
        asked = Grams(query, 0, numbers).Length;
        int[][] grams = [.. texts.Select((text, place) => Grams(text, place + 1, numbers))];
        var holding = new int[numbers.Count];
        foreach (var text in grams)
        {
            foreach (var gram in text)
                holding[gram]++;
        }

        float[] weights = [.. holding.Select(count => MathF.Log(1 + ((texts.Count + 1f) / count)))];
        Texts = [.. grams.Select(text => TermVector.Of(text, Array.ConvertAll(text, gram => weights[gram])))];
    }

    /// <summary>How many different grams there are.</summary>
    public int Count => lasts.Count;

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

    private int[] Grams(AnalysedText text, int number, Numbering numbers)
    {
        own.Clear();
        var (gram, letters) = (0UL, 0);
        foreach (var token in text.Tokens)
        {
            foreach (var letter in text.Word(token))
            {
                gram = (gram << 16) | letter;
                if (++letters < Length)
                    continue;
                var id = numbers.Of(gram);
                if (id == lasts.Count)
                    lasts.Add(-1);
                if (lasts[id] == number)
                    continue;
                lasts[id] = number;
                own.Add(id);
            }
        }

        return [.. own];
    }
}
