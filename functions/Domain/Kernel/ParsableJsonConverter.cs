using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Kernel;

/// <summary>Writes a validated value type as the string that it parses from.</summary>
public sealed class ParsableJsonConverter<T> : JsonConverter<T>
    where T : class, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out var value)
            ? value
            : throw new JsonException($"not a {typeof(T).Name}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
