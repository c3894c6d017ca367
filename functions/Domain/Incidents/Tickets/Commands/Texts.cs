using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>What texts of people may be: bounded, whole Unicode characters, and nothing that JSON, CSV or a table refuses.</summary>
public static class Texts
{
    /// <summary>The most characters of a title.</summary>
    public const int Title = 200;

    /// <summary>The most characters of a description, a comment or a root cause.</summary>
    public const int Long = 8000;

    /// <summary>The most characters of a name.</summary>
    public const int Name = 100;

    /// <summary>The most characters of a link or a piece of evidence.</summary>
    public const int Link = 1000;

    /// <summary>What is wrong with a text; one line unless it may be long.</summary>
    /// <param name="text">Null or blank when it was not given.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="most">The most characters.</param>
    /// <param name="wanted">What to give, of a text that must be given.</param>
    public static IEnumerable<FieldError> Check(this string? text, string pointer, int most, string? wanted = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (wanted is not null)
                yield return new(pointer, wanted);
            yield break;
        }

        if (text.Length > most)
            yield return new(pointer, $"It has {text.Length} characters; the most is {most}.");
        if (IsBroken(text))
            yield return new(pointer, "It has half of a surrogate pair; send whole Unicode characters.");
        if (text.Any(c => c is '\uFFFE' or '\uFFFF' || (char.IsControl(c) && (most < Long || c is not ('\n' or '\r' or '\t')))))
            yield return new(pointer, most < Long ? "It has line breaks or other control characters." : "It has control characters other than line breaks and tabs.");
    }

    /// <summary>Null where nothing is said.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The mistakes as one refusal.</summary>
    public static Invalid Refuse(this IReadOnlyList<FieldError> mistakes) => new(mistakes[0].Pointer.Length == 0 ? mistakes[0].Detail : $"{mistakes[0].Pointer}: {mistakes[0].Detail}", mistakes);

    private static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                return true;
        }

        return false;
    }
}
