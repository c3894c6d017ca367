using System.Text;
using System.Text.Json;
using Google.Protobuf.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost.Http;

/// <summary>
/// What the host tells the worker of a request beside the request itself: its query, its route values and, where its body has a length and is a JSON object, that object's fields. For
/// that the host reads such bodies before it forwards them; longer ones than <see cref="MaxBytes"/>, and those without a length, are forwarded as they come.
/// </summary>
internal static class TriggerMetadata
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Fills the metadata, and gives the body where it was read.</summary>
    public static async Task<byte[]?> AddAsync(MapField<string, TypedData> metadata, HttpRequest request, RouteValueDictionary route)
    {
        var body = request.ContentLength is > 0 and <= MaxBytes and var length ? new byte[length] : null;
        if (body is not null)
        {
            await request.Body.ReadExactlyAsync(body, request.HttpContext.RequestAborted);
            AddFields(metadata, body);
        }

        foreach (var (name, value) in request.Query.Where(parameter => parameter.Key != "code"))
            metadata[name] = new() { String = value.ToString() };
        foreach (var (name, value) in route)
            metadata[name] = new() { String = value?.ToString() ?? string.Empty };
        metadata["Query"] = new() { Json = Json(request.Query) };
        metadata["Headers"] = new() { Json = Json(request.Headers) };
        return body;
    }

    private static void AddFields(MapField<string, TypedData> metadata, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return;
            foreach (var field in json.RootElement.EnumerateObject().Where(field => field.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null)))
                metadata[field.Name] = field.Value.ValueKind == JsonValueKind.Object ? new() { Json = field.Value.GetRawText() } : new() { String = field.Value.ToString() };
        }
        catch (JsonException)
        {
            // A body that is no JSON has no fields.
        }
    }

    private static string Json(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
                json.WriteString(name, value.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
