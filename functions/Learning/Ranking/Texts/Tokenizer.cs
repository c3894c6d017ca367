namespace MlFunctions.Learning.Ranking.Texts;

/// <summary>Cuts a folded text into words and numbers; "16gb" is two, "3.5" and "men's" are one each.</summary>
internal static class Tokenizer
{
    // FNV-1a, 64 bit, over the letters: http://www.isthe.com/chongo/tech/comp/fnv
    private const ulong Basis = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    // What comes after so many says little of a product, and a request must not be slow.
    private const int Most = 1000;

    /// <summary>Adds the tokens of <paramref name="text"/>, at most 1,000.</summary>
    public static void Cut(ReadOnlySpan<char> text, List<Token> into)
    {
        var place = 0;
        while (place < text.Length && into.Count < Most)
        {
            var start = place;
            if (char.IsAsciiDigit(text[place]))
            {
                place = EndOfNumber(text, place);
                into.Add(new Token(start, place - start, Hash(text[start..place], false), true));
            }
            else if (char.IsLetterOrDigit(text[place]))
            {
                place = EndOfWord(text, place);
                var word = Bare(text[start..place]);
                var (length, endsInY) = Stemmer.Stem(word);
                into.Add(new Token(start, word.Length, Hash(word[..length], endsInY), false));
            }
            else
            {
                place++;
            }
        }
    }

    private static ulong Hash(ReadOnlySpan<char> stem, bool endsInY)
    {
        var hash = Basis;
        foreach (var letter in stem)
            hash = (hash ^ letter) * Prime;
        return endsInY ? (hash ^ 'y') * Prime : hash;
    }

    private static int EndOfNumber(ReadOnlySpan<char> text, int place)
    {
        while (place < text.Length && (char.IsAsciiDigit(text[place]) || IsPoint(text, place)))
            place++;
        return place;
    }

    private static bool IsPoint(ReadOnlySpan<char> text, int place) =>
        text[place] == '.' && place + 1 < text.Length && char.IsAsciiDigit(text[place + 1]);

    private static int EndOfWord(ReadOnlySpan<char> text, int place)
    {
        while (place < text.Length && (IsLetter(text[place]) || IsApostrophe(text, place)))
            place++;
        return place;
    }

    private static bool IsLetter(char letter) => !char.IsAsciiDigit(letter) && char.IsLetterOrDigit(letter);

    private static bool IsApostrophe(ReadOnlySpan<char> text, int place) =>
        text[place] == '\'' && place + 1 < text.Length && text[place + 1] == 's' && (place + 2 == text.Length || !IsLetter(text[place + 2]));

    // men's is men.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> word) => word.Length > 2 && word[^2] == '\'' ? word[..^2] : word;
}
