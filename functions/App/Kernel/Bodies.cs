using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>Reads request bodies, and says in words what is wrong with one.</summary>
internal static class Bodies
{
    /// <summary>The most bytes of a JSON body.</summary>
    public const int MaxJsonBytes = 8 << 20;

    private const int FirstRead = 4096;

    private static readonly TooLarge OverLimit = new($"The body has more than {MaxJsonBytes} bytes (8 MiB); split it over several calls.");

    private static readonly JsonSerializerOptions Strict = new(Json.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>The whole body, in memory that is given back when it is disposed.</summary>
    public static async ValueTask<Result<PooledBody>> ReadPooledAsync(this HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MaxJsonBytes)
            return OverLimit;
        var body = new PooledBody((int?)request.ContentLength ?? FirstRead);
        while (body.Length != request.ContentLength && await request.Body.ReadAsync(body.Room(), cancel) is var read and > 0)
        {
            body.Length += read;
            if (body.Length <= MaxJsonBytes)
                continue;
            body.Dispose();
            return OverLimit;
        }

        return body;
    }

    /// <summary>The body as a record; an empty body gives <paramref name="whenEmpty"/>.</summary>
    public static async Task<Result<T>> ReadJsonAsync<T>(this HttpRequest request, T? whenEmpty, CancellationToken cancel)
        where T : class
    {
        var read = await request.ReadPooledAsync(cancel);
        if (!read.IsDone)
            return read.Refusal;
        using var body = read.Value;
        if (body.Bytes.Span.Trim(" \t\r\n"u8).IsEmpty && whenEmpty is not null)
            return whenEmpty;
        if (!Utf8.IsValid(body.Bytes.Span))
            return new Invalid("The body is not UTF-8.");
        if (typeof(T) == typeof(JsonDocument) && HasHalves(body.Bytes.Span))
            return new Invalid("The body has a string with half a character: an escape such as \\ud83c needs its second half.");
        try
        {
            return JsonSerializer.Deserialize<T>(body.Bytes.Span, Strict) is { } value ? value : new Invalid("The body is null; send a JSON object.");
        }
        catch (JsonException broken)
        {
            return Explain(broken);
        }
    }

    /// <summary>Whether a string or a name has half a character, which a document tells only when it is read.</summary>
    private static bool HasHalves(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            // Whoever reads the document says where it is broken.
        }

        return false;
    }

    /// <summary>What a JSON exception means for who sent the body, without the names of our types.</summary>
    public static Invalid Explain(JsonException broken)
    {
        var place = (broken.Path ?? "$").TrimStart('$').Replace("[", "/", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Replace('.', '/');
        var what = broken.Message switch
        {
            var m when m.Contains("could not be mapped", StringComparison.Ordinal) => "The call takes no such field.",
            var m when m.Contains("could not be converted", StringComparison.Ordinal) => "The value is not of the type, or none of the words, that the field takes.",
            _ => "This is not valid JSON.",
        };
        return new Invalid($"The body cannot be used at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}{(place.Length > 0 ? $" ({place})" : "")}: {what}", [new FieldError(place, what)]);
    }
}
