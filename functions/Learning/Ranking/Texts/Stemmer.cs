namespace MlFunctions.Learning.Ranking.Texts;

/// <summary>Drops the plural's ending, and nothing else: of all suffixes it is the one that helps a search most and harms it least.</summary>
/// <remarks>Harman, How effective is suffixing?, Journal of the American Society for Information Science 42 (1991), the S stemmer.</remarks>
internal static class Stemmer
{
    private const int Shortest = 4;

    /// <summary>The stem of a folded word, and whether its y stands for ie.</summary>
    public static (int Length, bool EndsInY) Stem(ReadOnlySpan<char> word)
    {
        if (word.Length < Shortest || word[^1] != 's')
            return (word.Length, false);
        if (word.EndsWith("ies") && word[^4] is not ('a' or 'e'))
            return (word.Length - 3, true);
        if (word.EndsWith("sses") || word.EndsWith("shes") || word.EndsWith("ches") || word.EndsWith("xes"))
            return (word.Length - 2, false);
        return word[^2] is 's' or 'u' ? (word.Length, false) : (word.Length - 1, false);
    }
}
