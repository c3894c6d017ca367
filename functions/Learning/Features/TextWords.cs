using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlFunctions.Learning.Features;

/// <summary>Cuts a text into words of any script, in place.</summary>
internal static class TextWords
{
    /// <summary>The first word of <paramref name="rest"/>: letters, digits and the marks on them. <paramref name="rest"/> is then what follows it.</summary>
    public static bool Next(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> word)
    {
        rest = rest[Length(rest, isWord: false)..];
        word = rest[..Length(rest, isWord: true)];
        rest = rest[word.Length..];
        return !word.IsEmpty;
    }

    private static int Length(ReadOnlySpan<char> text, bool isWord)
    {
        var length = 0;
        while (length < text.Length)
        {
            // Half a character, as texts that were cut have it, is no part of a word.
            var isWhole = Rune.DecodeFromUtf16(text[length..], out var rune, out var chars) == OperationStatus.Done;
            if ((isWhole && IsOfWord(rune)) != isWord)
                break;
            length += chars;
        }

        return length;
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
