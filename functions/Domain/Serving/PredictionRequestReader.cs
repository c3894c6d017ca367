using System.Text.Json;
using System.Text.Unicode;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>Reads the body of a prediction call: <c>{ "unit"?, "input": {…} }</c> or <c>{ "inputs": [ {…}, … ] }</c>.</summary>
public sealed class PredictionRequestReader(InputReader inputs)
{
    /// <summary>The most inputs in one call.</summary>
    public const int MaxInputs = 10_000;

    /// <summary>The most bytes of one input: its log row must fit one append.</summary>
    public const int MaxInputBytes = 4 << 20;

    private const int MaxErrors = 20;

    private static readonly TooLarge TooManyInputs = new($"A call takes at most {MaxInputs} inputs; send the rest in further calls.");

    /// <summary>The request, or Invalid with the pointer of every mistake, or TooLarge.</summary>
    public Result<PredictionRequest> Read(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            return new Invalid("The body is not UTF-8; send JSON encoded in UTF-8.");
        try
        {
            return new Pass(inputs, body).Run();
        }
        catch (JsonException broken)
        {
            return new Invalid($"The body is not valid JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}: send {{ \"input\": {{ … }} }} or {{ \"inputs\": [ … ] }}.");
        }
        catch (InvalidOperationException)
        {
            return new Invalid("The body has a string with half a surrogate pair; send whole Unicode characters.");
        }
    }

    /// <summary>One reading of one body.</summary>
    private sealed class Pass(InputReader inputs, ReadOnlyMemory<byte> body)
    {
        private readonly List<FieldError> errors = [];
        private readonly List<PredictionInput> found = [];
        private string? unit;
        private bool? isBatch;
        private Refusal? refusal;

        public Result<PredictionRequest> Run()
        {
            var reader = new Utf8JsonReader(body.Span);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return new Invalid("The body must be a JSON object: { \"input\": { … } } or { \"inputs\": [ … ] }.");
            while (refusal is null && errors.Count < MaxErrors && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadProperty(ref reader);
            if (refusal is null && errors.Count == 0)
                reader.Read();
            return refusal ?? Whole();
        }

        private void ReadProperty(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("input"u8))
                ReadOne(ref reader);
            else if (reader.ValueTextEquals("inputs"u8))
                ReadMany(ref reader);
            else if (reader.ValueTextEquals("unit"u8))
                ReadUnit(ref reader);
            else
                errors.Add(new($"/{reader.GetString()}", "The call takes unit, and input or inputs."));
            reader.Skip();
        }

        private void ReadOne(ref Utf8JsonReader reader)
        {
            reader.Read();
            Only(batch: false);
            ReadInput(ref reader, "/input");
        }

        private void ReadMany(ref Utf8JsonReader reader)
        {
            reader.Read();
            Only(batch: true);
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                errors.Add(new("/inputs", "It takes an array of objects."));
                return;
            }

            while (refusal is null && errors.Count < MaxErrors && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (found.Count == MaxInputs)
                    refusal = TooManyInputs;
                else
                    ReadInput(ref reader, $"/inputs/{found.Count}");
            }
        }

        private void ReadInput(ref Utf8JsonReader reader, string pointer)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                errors.Add(new(pointer, "It takes an object of the task's fields."));
                reader.Skip();
                return;
            }

            var input = inputs.Read(ref reader, body, pointer, errors);
            if (input.Json.Length > MaxInputBytes)
                refusal = new TooLarge($"{pointer} has {input.Json.Length} bytes; an input has at most {MaxInputBytes}.");
            found.Add(input);
        }

        private void ReadUnit(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 200 } name)
                unit = name;
            else if (reader.TokenType != JsonTokenType.Null)
                errors.Add(new("/unit", "It takes a string of 1 to 200 characters."));
        }

        private void Only(bool batch)
        {
            if (isBatch is not null)
                errors.Add(new(batch ? "/inputs" : "/input", "Give input or inputs, once."));
            isBatch = batch;
        }

        private Result<PredictionRequest> Whole()
        {
            if (isBatch is null && errors.Count == 0)
                errors.Add(new("/input", "Give input (an object), or inputs (an array of objects)."));
            if (isBatch == true && found.Count == 0 && errors.Count == 0)
                errors.Add(new("/inputs", "Give at least one input."));
            return errors.Count == 0
                ? new PredictionRequest(unit, found, isBatch!.Value)
                : new Invalid(errors is [var only] ? $"{only.Pointer}: {only.Detail}" : $"{errors.Count} fields cannot be used; the first is {errors[0].Pointer}: {errors[0].Detail}", errors);
        }
    }
}
