using Azure.Data.Tables;

namespace MlFunctions.Storage.Kernel;

/// <summary>A text in the column <c>Document</c> of a row; a long one goes on in <c>Document1</c>, <c>Document2</c> …</summary>
internal static class LongText
{
    private const string Column = "Document";

    /// <summary>A property of a table takes 32 Ki characters.</summary>
    private const int MaxCharacters = 32_000;

    public static void Write(TableEntity entity, string text)
    {
        for (var (part, from) = (0, 0); from < text.Length; part++)
        {
            var length = Math.Min(MaxCharacters, text.Length - from);
            if (from + length < text.Length && char.IsHighSurrogate(text[from + length - 1]))
                length--; // a character of two halves must not be cut between them
            entity[Name(part)] = text.Substring(from, length);
            from += length;
        }
    }

    public static string Read(TableEntity entity) => string.Concat(Parts(entity));

    private static IEnumerable<string> Parts(TableEntity entity)
    {
        for (var part = 0; entity.TryGetValue(Name(part), out var value) && value is string text; part++)
            yield return text;
    }

    private static string Name(int part) => part == 0 ? Column : $"{Column}{part}";
}
