using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Kernel;

/// <summary>The one JSON dialect of wire and storage: camelCase, enums as words, absent for null, Unicode as it is.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = Create(indented: false);

    /// <summary>The same, indented: for blobs that people open in the portal.</summary>
    public static JsonSerializerOptions Readable { get; } = Create(indented: true);

    /// <summary>How the dialect spells an enum's value.</summary>
    public static string Word(this Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonSerializerOptions Create(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Null for what JSON has no number for.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
