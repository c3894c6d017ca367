using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

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

    public string? Text(string property, bool required = false, int most = MaxNameLength)
    {
        if (Find(property, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= most && (!required || text.Length > 0))
            return text;
        Error(property, $"It takes a string of {(required ? 1 : 0)} to {most} characters.");
        return null;
    }

    /// <summary>A string that means something; null when it is absent or refused.</summary>
    /// <param name="property">Which, or a JSON pointer's last parts.</param>
    /// <param name="read">What it means; null for nothing.</param>
    /// <param name="what">What it takes, in words.</param>
    public T? Parsed<T>(string property, Func<string, T?> read, string what)
        where T : struct
    {
        if (Text(property, required: true) is not { } text)
            return null;
        var parsed = read(text);
        if (parsed is null)
            Error(property, $"It takes {what}; it is '{text}'.");
        return parsed;
    }

    /// <summary>The strings of an array, each with its place; none when it is absent.</summary>
    public IEnumerable<(string Place, string Text)> Texts(string property, int least, int most)
    {
        if (Find(property, required: least > 0) is not { } value)
            yield break;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least || value.GetArrayLength() > most)
        {
            Error(property, $"It takes an array of {least} to {most} strings.");
            yield break;
        }

        foreach (var (i, entry) in value.EnumerateArray().Index())
        {
            if (entry.ValueKind == JsonValueKind.String && entry.GetString() is { Length: > 0 and <= MaxNameLength } text)
                yield return ($"{property}/{i}", text);
            else
                Error($"{property}/{i}", $"It takes a string of 1 to {MaxNameLength} characters.");
        }
    }

    /// <summary>Whether the property is there.</summary>
    public bool Has(string property) => Find(property, required: false) is not null;

    /// <summary>The numbers of an array; null when it is absent or refused.</summary>
    public double[]? Numbers(string property, int fewest, int many, double least, double most)
    {
        if (Find(property, required: false) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= fewest && value.GetArrayLength() <= many
            && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Number && entry.TryGetDouble(out var number) && number >= least && number <= most))
            return [.. value.EnumerateArray().Select(entry => entry.GetDouble())];
        Error(property, FormattableString.Invariant($"It takes an array of {fewest} to {many} numbers from {least} to {most}."));
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
    public int? Count(string property, int most, bool required = false)
    {
        if (Number(property, 1, most, required) is not { } number)
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
        return Word<T>(property, value.ValueKind == JsonValueKind.String ? value.GetString() : null);
    }

    /// <summary>The words of an array of at least one; null when it is absent.</summary>
    public T[]? Words<T>(string property)
        where T : struct, Enum =>
        Find(property, required: false) is null ? null : [.. Texts(property, 1, Enum.GetValues<T>().Length).Select(entry => Word<T>(entry.Place, entry.Text)).OfType<T>().Distinct()];

    /// <summary>The entries of an array of objects; null when it is absent.</summary>
    public IEnumerable<DocumentReader>? Objects(string property, bool required, int least = 1, int most = MaxEntries)
    {
        if (Find(property, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= least && value.GetArrayLength() <= most)
            return value.EnumerateArray().Select((entry, i) => new DocumentReader(entry, $"{at}/{property}/{i}", errors));
        Error(property, $"It takes an array of {least} to {most} objects.");
        return [];
    }

    private T? Word<T>(string property, string? word)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(Spelling<T>).ToArray();
        if (Array.IndexOf(words, word) is var place and >= 0)
            return Enum.GetValues<T>()[place];
        Error(property, $"It takes one of {string.Join(", ", words)}.");
        return null;
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
