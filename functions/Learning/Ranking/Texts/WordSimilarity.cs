using System.Numerics;

namespace MlFunctions.Learning.Ranking.Texts;

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
    /// <param name="a">A word.</param>
    /// <param name="b">Another.</param>
    /// <param name="worth">Of less, only that it is less is worth knowing: it may be answered by any lesser number.</param>
    public static float Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b, float worth = 0)
    {
        if (a.Length < Shortest || b.Length < Shortest || a.Length > Longest || b.Length > Longest)
            return 0;
        var longer = Math.Max(a.Length, b.Length);
        var beginning = (float)a.CommonPrefixLength(b) / longer;
        if (Math.Abs(a.Length - b.Length) > 2 || 1 - ((float)FewestEdits(a, b) / longer) < worth)
            return beginning;
        return Math.Max(beginning, 1 - ((float)Edits(a, b) / longer));
    }

    // Each letter that only one of the words has is an edit; letters may share a bit, which only makes it fewer.
    private static int FewestEdits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (ofA, ofB) = (Letters(a), Letters(b));
        return Math.Max(BitOperations.PopCount(ofA & ~ofB), BitOperations.PopCount(ofB & ~ofA));
    }

    private static uint Letters(ReadOnlySpan<char> word)
    {
        var letters = 0u;
        foreach (var letter in word)
            letters |= 1u << letter;
        return letters;
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
