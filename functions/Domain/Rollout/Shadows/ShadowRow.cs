using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Rollout.Shadows;

/// <summary>What a shadow made of one input that production had answered: a JSON object on one line.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Model">The shadow.</param>
/// <param name="Prediction">What production answered, by its id; null where that has none.</param>
/// <param name="Production">Who answered.</param>
/// <param name="Answered">Production's output.</param>
/// <param name="Output">The shadow's; null when it failed.</param>
/// <param name="Milliseconds">Of scoring the call.</param>
/// <param name="Failure">Why there is no output.</param>
public sealed record ShadowRow(
    DateTimeOffset At, int Model, PredictionId? Prediction, int Production, JsonElement Answered, JsonElement? Output, double? Milliseconds, string? Failure)
{
    private const int MostOfAFailure = 500;

    /// <summary>Writes a row up to the place of the shadow's output.</summary>
    /// <param name="json">A writer of <see cref="LogRow.Writing"/>.</param>
    /// <param name="at">When it was asked.</param>
    /// <param name="model">The shadow.</param>
    /// <param name="prediction">The id of what was answered.</param>
    /// <param name="production">Who answered.</param>
    /// <param name="answered">The JSON of what was answered.</param>
    public static void Begin(Utf8JsonWriter json, DateTimeOffset at, int model, string? prediction, int production, ReadOnlySpan<byte> answered)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, at);
        json.WriteNumber("model"u8, model);
        if (prediction is not null)
            json.WriteString("prediction"u8, prediction);
        json.WriteNumber("production"u8, production);
        json.WritePropertyName("answered"u8);
        json.WriteRawValue(answered, skipInputValidation: true);
    }

    /// <summary>Writes the end of a row whose output was written as <c>output</c>.</summary>
    /// <param name="json">As it stands after the output.</param>
    /// <param name="milliseconds">Of scoring the call.</param>
    public static void End(Utf8JsonWriter json, double milliseconds)
    {
        json.WriteNumber("milliseconds"u8, Math.Round(milliseconds, 3));
        json.WriteEndObject();
    }

    /// <summary>Writes the end of a row that has no output.</summary>
    /// <param name="json">As it stands after <see cref="Begin"/>.</param>
    /// <param name="failure">Why there is none.</param>
    public static void Fail(Utf8JsonWriter json, string failure)
    {
        json.WriteString("failure"u8, failure.Length > MostOfAFailure ? failure[..MostOfAFailure] : failure);
        json.WriteEndObject();
    }

    /// <summary>Reads a row back; null when the bytes are none, as those that tell how many rows are lost.</summary>
    public static ShadowRow? Read(ReadOnlySpan<byte> row)
    {
        try
        {
            return JsonSerializer.Deserialize<ShadowRow>(row, Json.Options) is { Model: > 0, Production: > 0 } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
