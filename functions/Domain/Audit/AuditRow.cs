using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Audit;

/// <summary>An entry in its place: each row holds the hash of the row before, so that none can be altered, taken out or put in without all that follow.</summary>
/// <param name="Number">Counts the rows from 1.</param>
/// <param name="Previous">The hash of the row before; <see cref="Genesis"/> of the first.</param>
/// <param name="Text">The entry as JSON, character by character as it is kept.</param>
public sealed record AuditRow(int Number, string Previous, string Text)
{
    /// <summary>In the place of the hash before the first row.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>A row of a table takes half a million characters, and has columns beside the text.</summary>
    private const int MostCharacters = 400_000;

    /// <summary>SHA-256, in lower-case hex, of number, previous hash and text in UTF-8, a line feed between them.</summary>
    public string Hash => Sha256(FormattableString.Invariant($"{Number}\n{Previous}\n{Text}"));

    public AuditHead Head => new(Number, Hash);

    /// <summary>The next row. Of an entry that no row of a table takes, it holds the hash of the document, of which the truth keeps the rest.</summary>
    public static AuditRow After(AuditHead head, AuditEntry entry)
    {
        var text = JsonSerializer.Serialize(entry, Json.Options);
        if (text.Length > MostCharacters && entry.Document is { } document)
            text = JsonSerializer.Serialize(entry with { Document = JsonSerializer.SerializeToElement(new { Sha256 = Sha256(document.GetRawText()) }, Json.Options) }, Json.Options);
        return new(head.Number + 1, head.Hash, text);
    }

    /// <summary>Null where the text is no entry.</summary>
    public AuditEntry? Entry()
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntry>(Text, Json.Options) is { Key: not null } entry ? entry : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The last row of the chain. Whoever keeps it elsewhere can tell later whether that chain still stands.</summary>
/// <param name="Number">Of the row; 0 of an empty chain.</param>
/// <param name="Hash">Of the row.</param>
public sealed record AuditHead(int Number, string Hash)
{
    public static AuditHead None { get; } = new(0, AuditRow.Genesis);
}
