using System.Globalization;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Samples;

/// <summary>A made-up shop for task <c>search-ranking</c>: titles of four to nine words, queries of two, and grades 1–4 that follow from how many of the query's words a title has.</summary>
internal sealed class SampleShop(int seed)
{
    private const int Queries = 120;
    private const int RowsAQuery = 25;
    private const double Noise = 0.15;
    private static readonly string[] Starts = ["lam", "sof", "chai", "tab", "rug", "clo", "pho", "cam", "bag", "kni", "gar", "lea", "cot", "woo", "met", "gla"];
    private static readonly string[] Ends = ["per", "ra", "ton", "le", "ty", "mon", "ver", "der", "sti", "ken", "pa", "lo"];

    private readonly Random random = new(seed);

    /// <summary>Rows to learn from, as CSV.</summary>
    public string Csv() => string.Join('\n', Enumerable.Range(0, Queries).SelectMany(_ => Rows(Query())).Prepend("query,id,product_title,median_relevance")) + "\n";

    /// <summary>A call for the ranking of so many products.</summary>
    public string Call(int products)
    {
        var query = Query();
        return JsonSerializer.Serialize(new
        {
            input = new { query = string.Join(' ', query), products = Enumerable.Range(1, products).Select(id => new { id, product_title = string.Join(' ', Title(query)) }) },
        });
    }

    private IEnumerable<string> Rows(string[] query)
    {
        for (var id = 1; id <= RowsAQuery; id++)
        {
            var title = Title(query);
            var grade = random.NextDouble() < Noise ? 1 + random.Next(4) : 1 + Math.Min(3, title.Intersect(query).Count() + (title[0] == query[0] ? 1 : 0));
            yield return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', query)},{id},{string.Join(' ', title)},{grade}");
        }
    }

    private string[] Query() => [Word(), Word()];

    private string[] Title(string[] query) => [.. Enumerable.Range(0, random.Next(4, 10)).Select(_ => random.Next(6) == 0 ? query[random.Next(2)] : Word())];

    private string Word() => Starts[random.Next(Starts.Length)] + Ends[random.Next(Ends.Length)];
}
