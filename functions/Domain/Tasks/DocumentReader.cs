using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Tasks;

/// <summary>Reads the properties of a JSON object, and collects what is wrong with them instead of stopping at the first.</summary>
internal sealed class DocumentReader
{
    private const int MaxNameLength = 200;
    private const int MaxEntries = 1000;

    private readonly JsonElement json;
    private readonly string at;
    private readonly List<FieldError> errors;

    public DocumentReader(JsonElement json, string at)
        : this(json, at, [])
    {
    }

    private DocumentReader(JsonElement json, string at, List<FieldError> errors)
    {
        (this.json, this.at, this.errors) = (json, at, errors);
        if (json.ValueKind != JsonValueKind.Object)
            errors.Add(new(at, "It takes an object."));
    }

    /// <summary>Every mistake found so far; null when there is none.</summary>
    public Invalid? Refusal => errors.Count == 0 ? null : new Invalid(
        errors is [var only] ? $"{only.Pointer}: {only.Detail}" : $"The document has {errors.Count} mistakes; the first is {errors[0].Pointer}: {errors[0].Detail}", errors);

    public void Error(string property, string detail) => errors.Add(new($"{at}/{property}", detail));

    /// <summary>Refuses every property but these.</summary>
    public void Only(params string[] properties)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var other in json.EnumerateObject().Where(p => !properties.Contains(p.Name)))
            Error(other.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal), $"There is no such field; there are {string.Join(", ", properties)}.");
    }

    public string? Text(string property, bool required = false)
    {
        if (Find(property, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxNameLength } text && (!required || text.Length > 0))
            return text;
        Error(property, $"It takes a string of {(required ? 1 : 0)} to {MaxNameLength} characters.");
        return null;
    }

    public bool? Flag(string property)
    {
        if (Find(property, required: false) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Error(property, "It takes true or false.");
        return null;
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>; null when it is absent or refused.</summary>
    public double? Number(string property, double least, double most, bool required = false)
    {
        if (Find(property, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;
        Error(property, FormattableString.Invariant($"It takes a number from {least} to {most}."));
        return null;
    }

    /// <summary>A whole number from 1 to <paramref name="most"/>.</summary>
    public int? Count(string property, int most)
    {
        if (Number(property, 1, most) is not { } number)
            return null;
        if (number == Math.Floor(number))
            return (int)number;
        Error(property, $"It takes a whole number from 1 to {most}.");
        return null;
    }

    /// <summary>An object within; null when it is absent.</summary>
    public DocumentReader? Object(string property) => Find(property, required: false) is { } value ? new DocumentReader(value, $"{at}/{property}", errors) : null;

    public T? Word<T>(string property, bool required = false)
        where T : struct, Enum
    {
        if (Find(property, required) is not { } value)
            return null;
        var words = Enum.GetNames<T>().Select(Spelling<T>).ToArray();
        if (value.ValueKind == JsonValueKind.String && Array.IndexOf(words, value.GetString()) is var place and >= 0)
            return Enum.GetValues<T>()[place];
        Error(property, $"It takes one of {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>The entries of an array of at least one object; null when it is absent.</summary>
    public IEnumerable<DocumentReader>? Objects(string property, bool required)
    {
        if (Find(property, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is >= 1 and <= MaxEntries)
            return value.EnumerateArray().Select((entry, i) => new DocumentReader(entry, $"{at}/{property}/{i}", errors));
        Error(property, $"It takes an array of 1 to {MaxEntries} objects.");
        return [];
    }

    private static string Spelling<T>(string name) =>
        typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(name);

    private JsonElement? Find(string property, bool required)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (json.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null)
            return value;
        if (required)
            Error(property, "The field is required.");
        return null;
    }
}
