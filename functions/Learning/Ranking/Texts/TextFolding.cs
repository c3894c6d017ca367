using System.Globalization;
using System.Text;

namespace MlFunctions.Learning.Ranking;

/// <summary>One spelling for texts that mean the same: lower case, compatibility forms replaced (ﬁ is fi, ² is 2), accents dropped.</summary>
/// <remarks>Unicode Standard Annex 15, normalisation form KD.</remarks>
internal static class TextFolding
{
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var letters = new StringBuilder(text.Length);
        foreach (var letter in Decomposed(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                letters.Append(char.ToLowerInvariant(letter));
        }

        return letters.ToString();
    }

    // Half of a surrogate pair, which a cut text may end with, cannot be normalised.
    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
