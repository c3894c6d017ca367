using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>One element of the list of outcomes.</summary>
/// <param name="Entry">Null for JSON null, and for what is no outcome.</param>
/// <param name="Wrong">Why it is none; its pointer begins at the element.</param>
/// <param name="Bytes">Of its JSON.</param>
internal readonly record struct ReadOutcome(OutcomeEntry? Entry, FieldError? Wrong, int Bytes);

/// <summary>Reads <c>{ "outcomes": [ … ] }</c> element by element while it streams in, holding no more than a buffer of it.</summary>
/// <param name="json">The body, decompressed.</param>
internal sealed class OutcomesReader(Stream json)
{
    private const string Usage = "Send { \"outcomes\": [ { \"prediction\": id, \"actual\": what happened, \"observedAt\"?: time } ] }.";
    private const int MaxBytes = 256 << 20;

    /// <summary>More than the longest outcome takes.</summary>
    private const int MaxElementBytes = 256 << 10;

    private static readonly StreamPipeReaderOptions Buffers = new(bufferSize: 64 << 10, leaveOpen: true);
    private static readonly JsonSerializerOptions Strict = new(Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly PipeReader bytes = PipeReader.Create(json, Buffers);
    private readonly List<ReadOutcome> ready = [];
    private JsonReaderState state;
    private Place place;
    private bool hasList;
    private long total;

    private enum Place
    {
        Outside,
        InObject,
        BeforeList,
        InList,
    }

    /// <summary>Why nothing more is read, though the body goes on or breaks off; null when it was read to its end.</summary>
    public Refusal? Refusal { get; private set; }

    public async IAsyncEnumerable<ReadOutcome> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (Refusal is null && !await FillAsync(cancel))
        {
            foreach (var outcome in ready)
                yield return outcome;
        }

        foreach (var outcome in ready)
            yield return outcome;
        Refusal ??= hasList ? null : new Invalid(Usage, [new FieldError("/outcomes", "The field is required.")]);
    }

    /// <summary>Reads what comes next into <see cref="ready"/>; whether it was the last.</summary>
    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        ready.Clear();
        try
        {
            var read = await bytes.ReadAsync(cancel);
            var consumed = Parse(read.Buffer, read.IsCompleted);
            total += consumed;
            if (total > MaxBytes)
                Refusal = new TooLarge($"The outcomes have more than {MaxBytes} bytes (256 MiB); split them over several calls.");
            else if (read.Buffer.Length - consumed > MaxElementBytes)
                Refusal = new TooLarge($"One outcome has more than {MaxElementBytes} bytes (256 KiB), which no outcome needs.");
            bytes.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.End);
            return read.IsCompleted;
        }
        catch (JsonException broken)
        {
            Refusal = Bodies.Explain(broken);
        }
        catch (InvalidOperationException)
        {
            Refusal = new Invalid(Usage, [new FieldError("", "A field's name is no text: it has half of a surrogate pair.")]);
        }
        catch (InvalidDataException)
        {
            Refusal = new Invalid("The body is not gzip, though Content-Encoding says so.");
        }

        return true;
    }

    /// <summary>Reads the tokens and elements that are whole; their bytes.</summary>
    private long Parse(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new Utf8JsonReader(buffer, isLast, state);
        var whole = reader;
        while (Refusal is null && reader.Read())
        {
            if (place == Place.InList && reader.TokenType != JsonTokenType.EndArray)
            {
                var element = reader;
                if (!reader.TrySkip())
                    break;
                ready.Add(Element(ref element, (int)(reader.BytesConsumed - whole.BytesConsumed)));
            }
            else
            {
                place = Next(ref reader);
            }

            whole = reader;
        }

        state = whole.CurrentState;
        return whole.BytesConsumed;
    }

    private Place Next(ref Utf8JsonReader reader)
    {
        switch (place, reader.TokenType)
        {
            case (Place.Outside, JsonTokenType.StartObject) or (Place.InList, JsonTokenType.EndArray) or (Place.BeforeList, JsonTokenType.Null):
                return Place.InObject;
            case (Place.InObject, JsonTokenType.EndObject):
                return Place.Outside;
            case (Place.BeforeList, JsonTokenType.StartArray):
                hasList = true;
                return Place.InList;
            case (Place.InObject, JsonTokenType.PropertyName) when !hasList && string.Equals(reader.GetString(), "outcomes", StringComparison.OrdinalIgnoreCase):
                return Place.BeforeList;
            case (Place.InObject, JsonTokenType.PropertyName):
                Refusal = new Invalid(Usage, [new FieldError($"/{reader.GetString()}", "The call takes the field outcomes, once, and no other.")]);
                return place;
            default:
                Refusal = new Invalid(Usage, [new FieldError(place == Place.BeforeList ? "/outcomes" : "", place == Place.BeforeList ? "It takes a list." : "The body is a JSON object.")]);
                return place;
        }
    }

    private static ReadOutcome Element(ref Utf8JsonReader element, int bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<OutcomeEntry>(ref element, Strict) is { } entry ? new(entry, null, bytes) : new(null, new("", "It takes an object."), bytes);
        }
        catch (JsonException wrong)
        {
            return new(null, Bodies.Explain(wrong).Errors[0], bytes);
        }
    }
}
