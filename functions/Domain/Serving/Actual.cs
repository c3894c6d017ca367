using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>What really happened: a number, 0 or 1 for a binary task, or of a ranking the grades of products.</summary>
/// <param name="Json">In the one spelling that equal truths share: a number, or an object with its keys in order.</param>
[JsonConverter(typeof(ActualJsonConverter))]
public sealed record Actual(string Json)
{
    private const int MaxGrade = 31;
    private const int MaxGraded = 1000;

    /// <summary>What one cell of a table takes.</summary>
    private const int MaxCharacters = 32_000;

    public static Actual Of(double number) => new(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The truth as a number; NaN for grades.</summary>
    public double Number => double.TryParse(Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>The grade of each product by its id; empty for a number.</summary>
    public IReadOnlyDictionary<string, double> Grades() =>
        Json.StartsWith('{') ? JsonSerializer.Deserialize<Dictionary<string, double>>(Json)! : new Dictionary<string, double>();

    /// <summary>Reads what a caller told; null when a task of this kind cannot have it.</summary>
    public static Actual? Read(TaskKind kind, JsonElement json) => kind switch
    {
        TaskKind.Ranking => ReadGrades(json),
        TaskKind.Binary => json.ValueKind switch
        {
            JsonValueKind.True => Of(1),
            JsonValueKind.False => Of(0),
            _ => ReadNumber(json) is { Number: 0 or 1 } label ? label : null,
        },
        _ => ReadNumber(json),
    };

    /// <summary>What <see cref="Read"/> takes, in words.</summary>
    public static string Wanted(TaskKind kind) => kind switch
    {
        TaskKind.Ranking => $"It takes an object of 1 to {MaxGraded} grades by product id, each a number from 0 to {MaxGrade}, in {MaxCharacters:N0} characters.",
        TaskKind.Binary => "It takes 0, 1, true or false.",
        _ => "It takes a finite JSON number.",
    };

    public override string ToString() => Json;

    private static Actual? ReadNumber(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? Of(number) : null;

    /// <summary>Null where it is no text: half of a surrogate pair.</summary>
    private static string? Id(JsonProperty product)
    {
        try
        {
            return product.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Actual? ReadGrades(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var grades = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var product in json.EnumerateObject())
        {
            if (ReadNumber(product.Value) is not { Number: >= 0 and <= MaxGrade } grade || grades.Count == MaxGraded || Id(product) is not { } id)
                return null;
            grades[id] = grade.Number;
        }

        var actual = new Actual(JsonSerializer.Serialize(grades, Domain.Kernel.Json.Options));
        return grades.Count == 0 || actual.Json.Length > MaxCharacters ? null : actual;
    }
}

/// <summary>Writes the truth as it was told, and not as a string.</summary>
internal sealed class ActualJsonConverter : JsonConverter<Actual>
{
    public override Actual Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, Actual value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json);
}
