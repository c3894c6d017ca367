namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>A SHA-256 that a caller states.</summary>
public static class FileHash
{
    public const int HexDigits = 64;

    /// <summary>The hash in lower-case hex; null where the text is none.</summary>
    public static string? Normalize(string text) =>
        text.Length == HexDigits && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}
