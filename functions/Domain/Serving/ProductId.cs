using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace MlFunctions.Domain.Serving;

/// <summary>A product's id in a request: a JSON string or number, answered as it came and, in outcomes, known by its text.</summary>
public static class ProductId
{
    /// <summary>The text of an id's JSON; false when it is neither a string nor a number.</summary>
    public static bool TryText(ReadOnlySpan<byte> json, [MaybeNullWhen(false)] out string text)
    {
        text = null;
        if (json.IsEmpty)
            return false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        return text is { Length: > 0 };
    }
}
