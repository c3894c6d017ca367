using System.Collections.Frozen;
using System.Text;

namespace MlFunctions.Learning.Ranking.Texts;

/// <summary>One spelling for texts that mean the same: lower case, Latin letters without their accents, ligatures and small digits as usual letters and digits.</summary>
internal static class TextFolding
{
    // Combining diacritical marks, which stand behind their letter.
    private const char FirstMark = '\u0300';
    private const char LastMark = '\u036f';

    // A table, because .NET's own Unicode normalisation needs ICU, which hosts do not have (InvariantGlobalization).
    // Latin-1, Latin Extended-A, and signs of product texts.
    private static readonly FrozenDictionary<char, string> Plain = new (string Letters, string Plain)[]
    {
        ("àáâãäåāăą", "a"), ("çćĉċč", "c"), ("ďđð", "d"), ("èéêëēĕėęě", "e"), ("ĝğġģ", "g"), ("ĥħ", "h"), ("ìíîïĩīĭįıİ", "i"),
        ("ĵ", "j"), ("ķĸ", "k"), ("ĺļľŀł", "l"), ("ñńņňŋ", "n"), ("òóôõöøōŏő", "o"), ("ŕŗř", "r"), ("śŝşšșſ", "s"), ("ţťŧț", "t"),
        ("ùúûüũūŭůűų", "u"), ("ŵ", "w"), ("ýÿŷ", "y"), ("źżž", "z"), ("æ", "ae"), ("œ", "oe"), ("ß", "ss"), ("þ", "th"), ("ĳ", "ij"),
        ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("⁰", "0"), ("¹", "1"), ("²", "2"), ("³", "3"), ("½", " 1/2"), ("¼", " 1/4"),
        ("¾", " 3/4"), ("‘’", "'"),
    }.SelectMany(entry => entry.Letters, (entry, letter) => (letter, entry.Plain)).ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return string.Create(text.Length, text, (lower, from) => Ascii.ToLower(from, lower, out _));
        var lower = text.ToLowerInvariant();
        var folded = new StringBuilder(lower.Length);
        foreach (var letter in lower)
        {
            if (Plain.TryGetValue(letter, out var plain))
                folded.Append(plain);
            else if (letter is < FirstMark or > LastMark)
                folded.Append(letter);
        }

        return folded.ToString();
    }
}
