using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Tests;

/// <summary>Seeded searches for a colour and a thing: the more of both a product's title holds, and the better its rating, the higher its grade.</summary>
internal static class Searches
{
    public const int Products = 8;

    private static readonly string[] Colours = ["red", "blue", "green", "black", "white"];

    private static readonly string[] Things = ["lamp", "chair", "table", "shirt", "phone", "kettle"];

    public static TaskDefinition Task { get; } = new(
        TaskName.Parse("made-searches"),
        "Products of made-up searches.",
        TaskKind.Ranking,
        [
            new Column("query", ColumnType.Text),
            new Column("title", ColumnType.Text),
            new Column("rating", ColumnType.Number),
            new Column("shop", ColumnType.Category),
            new Column("product", ColumnType.Id),
        ],
        Label: "grade",
        Metric: "ndcg@10",
        Group: "query");

    /// <summary>The rows of so many searches, request after request.</summary>
    public static IReadOnlyList<Example> Make(int searches, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, searches).SelectMany(search => Search(random, search))];
    }

    private static IEnumerable<Example> Search(Random random, int search)
    {
        var (colour, thing) = (Colours[random.Next(Colours.Length)], Things[random.Next(Things.Length)]);
        for (var product = 0; product < Products; product++)
        {
            var titled = (Colour: random.Next(2) == 0 ? colour : Colours[random.Next(Colours.Length)], Thing: random.Next(2) == 0 ? thing : Things[random.Next(Things.Length)]);
            var rating = random.NextDouble() * 5;
            var grade = (titled.Colour == colour ? 1 : 0) + (titled.Thing == thing ? 2 : 0) + (rating > 4 ? 1 : 0);
            yield return new Example(
                new Row(
                    [double.NaN, double.NaN, random.Next(10) == 0 ? double.NaN : rating, double.NaN, double.NaN],
                    [$"{colour} {thing} {search}", $"{titled.Colour} {titled.Thing}, model {random.Next(100)}", null, $"shop {random.Next(5)}", $"{search}-{product}"]),
                grade);
        }
    }
}
