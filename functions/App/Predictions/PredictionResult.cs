using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Predictions;

namespace MlFunctions.App.Predictions;

/// <summary>The answer to a prediction call: one <c>{ "id", "model", "output" }</c>, or <c>{ "predictions": [ … ] }</c> in the inputs' order.</summary>
internal sealed class PredictionResult(PredictionId[] ids, int model, ReadOnlyMemory<byte>[] outputs, bool isBatch) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using (var json = new Utf8JsonWriter(httpContext.Response.BodyWriter))
            Write(json);
        await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter json)
    {
        if (isBatch)
        {
            json.WriteStartObject();
            json.WriteStartArray("predictions"u8);
        }

        for (var i = 0; i < ids.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, ids[i].ToString());
            json.WriteNumber("model"u8, model);
            json.WritePropertyName("output"u8);
            json.WriteRawValue(outputs[i].Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        if (isBatch)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
