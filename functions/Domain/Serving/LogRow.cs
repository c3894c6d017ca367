using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>One row of the prediction log: a JSON object on one line.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Model">The version that answered; null for a failure.</param>
/// <param name="Unit">Who was predicted for.</param>
/// <param name="Input">The input's JSON as it came.</param>
/// <param name="Output">What was answered.</param>
/// <param name="Milliseconds">From the whole request read to the answer computed.</param>
/// <param name="Failure">What was refused and why, in place of model and output.</param>
public sealed record LogRow(
    DateTimeOffset At,
    int? Model,
    string? Unit,
    JsonElement? Input,
    JsonElement? Output,
    double? Milliseconds,
    LoggedFailure? Failure)
{
    private const int MaxFailedBodyBytes = 2048;

    /// <summary>Of a row that stands for answers which have none (<see cref="LostRows"/>): how many.</summary>
    public long? Lost { get; init; }

    /// <summary>Of such a row: when the first was lost.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Of such a row: when the last was lost.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How rows, and the outputs in them, are written.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = Json.Options.Encoder, SkipValidation = true };

    /// <summary>Writes the row of an answer up to the place of its output.</summary>
    /// <param name="json">A writer of <see cref="Writing"/>.</param>
    /// <param name="at">When it was asked.</param>
    /// <param name="model">The version that answers.</param>
    /// <param name="unit">Who is predicted for.</param>
    /// <param name="input">The input's JSON, which has been parsed: it is kept as it came but for line breaks, which are blanks.</param>
    public static void Begin(Utf8JsonWriter json, DateTimeOffset at, int model, string? unit, ReadOnlySpan<byte> input)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, at);
        json.WriteNumber("model"u8, model);
        if (unit is not null)
            json.WriteString("unit"u8, unit);
        json.WritePropertyName("input"u8);
        WriteOnOneLine(json, input);
        json.WritePropertyName("output"u8);
    }

    /// <summary>Writes the rest of the row, once the output is written.</summary>
    /// <param name="json">As it stands after the output.</param>
    /// <param name="milliseconds">From the whole request read to the answer computed.</param>
    public static void End(Utf8JsonWriter json, double milliseconds)
    {
        json.WriteNumber("milliseconds"u8, Math.Round(milliseconds, 3));
        json.WriteEndObject();
    }

    /// <summary>The row of a call that was refused, with the beginning of its body as text, and with a line feed.</summary>
    public static byte[] Refusal(DateTimeOffset at, int status, string detail, ReadOnlySpan<byte> body)
    {
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxFailedBodyBytes)]);
        var row = new LogRow(at, null, null, null, null, null, new LoggedFailure(status, detail, start, body.Length));
        return Line(row);
    }

    /// <summary>The row that tells of answers which have none, with a line feed.</summary>
    public static byte[] Loss(DateTimeOffset at, LostRows loss) => Line(new LogRow(at, null, null, null, null, null, null) { Lost = loss.Lost, From = loss.From, To = loss.To });

    /// <summary>Reads a row back; null when the bytes are none.</summary>
    public static LogRow? Read(ReadOnlySpan<byte> row)
    {
        try
        {
            return JsonSerializer.Deserialize<LogRow>(row, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Line(LogRow row) => [.. JsonSerializer.SerializeToUtf8Bytes(row, Json.Options), (byte)'\n'];

    private static void WriteOnOneLine(Utf8JsonWriter json, ReadOnlySpan<byte> input)
    {
        if (!input.ContainsAny((byte)'\n', (byte)'\r'))
        {
            json.WriteRawValue(input, skipInputValidation: true);
            return;
        }

        // Within JSON strings line breaks are escaped, so these stand between tokens, where a blank means the same.
        var line = input.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        json.WriteRawValue(line, skipInputValidation: true);
    }
}

/// <summary>A call for predictions that was refused.</summary>
/// <param name="Status">Of the HTTP answer.</param>
/// <param name="Detail">Its sentence.</param>
/// <param name="Body">The first 2,048 bytes of the call's body.</param>
/// <param name="Bytes">How long the body was, as far as it was read.</param>
public sealed record LoggedFailure(int Status, string Detail, string Body, long Bytes);
