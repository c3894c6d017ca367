using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class ActualTests
{
    [Theory]
    [InlineData(TaskKind.Regression, "38.50", "38.5")]
    [InlineData(TaskKind.Binary, "1.0", "1")]
    [InlineData(TaskKind.Binary, "true", "1")]
    [InlineData(TaskKind.Binary, "false", "0")]
    [InlineData(TaskKind.Ranking, """{ "b": 3.0, "a": 0 }""", """{"a":0,"b":3}""")]
    public void Equal_truths_have_one_spelling(TaskKind kind, string told, string kept)
    {
        var actual = Actual.Read(kind, JsonDocument.Parse(told).RootElement)!;
        Assert.Equal(kept, actual.Json);
        Assert.Equal(kept, JsonSerializer.Serialize(actual, Json.Options));
        Assert.Equal(actual, JsonSerializer.Deserialize<Actual>(kept, Json.Options));
    }

    [Theory]
    [InlineData(TaskKind.Regression, "\"38.5\"")]
    [InlineData(TaskKind.Regression, "{}")]
    [InlineData(TaskKind.Regression, "1e400")]
    [InlineData(TaskKind.Binary, "0.5")]
    [InlineData(TaskKind.Binary, "\"1\"")]
    [InlineData(TaskKind.Ranking, "3")]
    [InlineData(TaskKind.Ranking, "{}")]
    [InlineData(TaskKind.Ranking, """{ "a": -1 }""")]
    [InlineData(TaskKind.Ranking, """{ "a": "good" }""")]
    [InlineData(TaskKind.Ranking, """{ "a": 32 }""")]
    [InlineData(TaskKind.Ranking, """{ "\ud800": 1 }""")]
    public void What_cannot_have_happened_is_refused(TaskKind kind, string told) => Assert.Null(Actual.Read(kind, JsonDocument.Parse(told).RootElement));

    [Theory]
    [InlineData(1000, 20, true)]
    [InlineData(1001, 20, false)]
    [InlineData(1000, 40, false)]
    public void A_truth_fits_into_a_cell_of_a_table(int products, int idCharacters, bool fits)
    {
        var grades = Enumerable.Range(0, products).ToDictionary(i => $"{i}".PadLeft(idCharacters, 'p'), _ => 3);
        Assert.Equal(fits, Actual.Read(TaskKind.Ranking, JsonSerializer.SerializeToElement(grades)) is not null);
    }

    [Fact]
    public void Grades_are_found_by_product() => Assert.Equal(3, Actual.Read(TaskKind.Ranking, JsonDocument.Parse("""{ "b": 3 }""").RootElement)!.Grades()["b"]);
}
