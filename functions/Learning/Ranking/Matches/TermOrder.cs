namespace MlFunctions.Learning.Ranking.Matches;

/// <summary>Whether a text has the query's terms together, and in the query's order.</summary>
internal static class TermOrder
{
    /// <summary>How many neighbours of the query are neighbours in the text, and the length of the query's longest part that stands in the text as it is.</summary>
    public static (int Pairs, int Longest) Runs(int[] asked, int[] text)
    {
        var (pairs, longest) = (0, 0);
        for (var start = 0; start < asked.Length; start++)
        {
            var best = 0;
            for (var place = Array.IndexOf(text, asked[start]); place >= 0; place = Array.IndexOf(text, asked[start], place + 1))
                best = Math.Max(best, asked.AsSpan(start).CommonPrefixLength(text.AsSpan(place)));
            pairs += best > 1 ? 1 : 0;
            longest = Math.Max(longest, best);
        }

        return (pairs, longest);
    }

    /// <summary>The fewest tokens in a row that hold every term of the query that the text has.</summary>
    /// <param name="text">Numbers of terms.</param>
    /// <param name="asked">The query's terms have lower numbers.</param>
    /// <param name="found">How many of them the text has, at least one.</param>
    public static int Window(int[] text, int asked, int found)
    {
        Span<int> inside = stackalloc int[asked];
        inside.Clear();
        var (start, distinct, best) = (0, 0, text.Length);
        for (var end = 0; end < text.Length; end++)
        {
            if (text[end] < asked && inside[text[end]]++ == 0)
                distinct++;
            for (; distinct == found; start++)
            {
                best = Math.Min(best, end - start + 1);
                if (text[start] < asked && --inside[text[start]] == 0)
                    distinct--;
            }
        }

        return best;
    }
}
