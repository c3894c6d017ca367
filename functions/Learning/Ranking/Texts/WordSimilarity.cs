namespace MlFunctions.Learning.Ranking;

/// <summary>How alike two words are that are not equal: a typing error, or another ending.</summary>
internal static class WordSimilarity
{
    private const int Longest = 32;

    // Below it, words that differ are other words.
    private const int Shortest = 4;

    /// <summary>
    /// 1 for equal words, 0 for words that have nothing to do with each other: 1 − edits / letters, or the share of a common beginning, whichever is more.
    /// </summary>
    /// <remarks>
    /// Damerau, A technique for computer detection and correction of spelling errors, Communications of the ACM 7 (1964): neighbours that changed places
    /// are one edit.
    /// </remarks>
    public static float Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length < Shortest || b.Length < Shortest || a.Length > Longest || b.Length > Longest)
            return 0;
        var longer = Math.Max(a.Length, b.Length);
        var beginning = (float)a.CommonPrefixLength(b) / longer;
        return Math.Abs(a.Length - b.Length) > 2 ? beginning : Math.Max(beginning, 1 - ((float)Edits(a, b) / longer));
    }

    private static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> next = stackalloc int[Longest + 1];
        for (var column = 0; column <= b.Length; column++)
            last[column] = column;
        for (var row = 1; row <= a.Length; row++)
        {
            next[0] = row;
            for (var column = 1; column <= b.Length; column++)
            {
                var change = last[column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1);
                next[column] = Math.Min(change, Math.Min(last[column], next[column - 1]) + 1);
                if (row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1])
                    next[column] = Math.Min(next[column], before[column - 2] + 1);
            }

            var free = before;
            before = last;
            last = next;
            next = free;
        }

        return last[b.Length];
    }
}
