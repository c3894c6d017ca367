using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class ProductsReaderTests
{
    private readonly PredictionRequestReader reader = new(InputReader.Of(
        TaskKind.Ranking, [new("query", ColumnType.Text, Required: true), new("title", ColumnType.Text, Required: true), new("price", ColumnType.Number, Absent: 0)], "query"));

    [Fact]
    public void Each_product_is_a_row_with_the_query_of_the_request()
    {
        var input = Done("""{"input":{"products":[{"id":7,"title":"red lamp","price":12.5},{"title":"lamp","id":"b/1"}],"query":"lamp"}}""");

        Assert.Equal(["lamp", "lamp"], input.Rows.Select(row => row.Texts[0]));
        Assert.Equal(["red lamp", "lamp"], input.Rows.Select(row => row.Texts[1]));
        Assert.Equal([12.5, 0], input.Rows.Select(row => row.Numbers[2]));
        Assert.Equal(["7", "\"b/1\""], input.Ids.Select(id => Encoding.UTF8.GetString(id.Span)));
    }

    [Theory]
    [InlineData("""{"input":{"query":"lamp"}}""", "/input/products")]
    [InlineData("""{"input":{"query":"lamp","products":7}}""", "/input/products")]
    [InlineData("""{"input":{"query":"lamp","products":[]}}""", "/input/products")]
    [InlineData("""{"input":{"query":"lamp","products":[3]}}""", "/input/products/0")]
    [InlineData("""{"input":{"products":[{"id":1,"title":"lamp"}]}}""", "/input/query")]
    [InlineData("""{"input":{"query":"lamp","products":[{"title":"lamp"}]}}""", "/input/products/0/id")]
    [InlineData("""{"input":{"query":"lamp","products":[{"id":true,"title":"lamp"}]}}""", "/input/products/0/id")]
    [InlineData("""{"input":{"query":"lamp","products":[{"id":1,"title":"a"},{"id":"1","title":"b"}]}}""", "/input/products/1/id")]
    [InlineData("""{"input":{"query":"lamp","products":[{"id":1}]}}""", "/input/products/0/title")]
    [InlineData("""{"input":{"query":"lamp","products":[{"id":1,"title":"a","query":"b"}]}}""", "/input/products/0/query")]
    [InlineData("""{"input":{"query":"lamp","title":"a","products":[{"id":1,"title":"a"}]}}""", "/input/title")]
    public void What_is_no_request_is_refused_by_its_pointer(string body, string pointer) =>
        Assert.Contains(pointer, Assert.IsType<Invalid>(Read(body).Refusal).Errors.Select(error => error.Pointer));

    [Fact]
    public void A_thousand_products_are_taken_and_one_more_is_not()
    {
        Assert.Equal(1000, Done(Body(1000)).Rows.Count);
        Assert.Contains("at most 1000 products", Assert.IsType<Invalid>(Read(Body(1001)).Refusal).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ranking_is_answered_with_the_ids_as_they_came_the_best_first()
    {
        var input = Done("""{"input":{"query":"x","products":[{"id":7,"title":"a"},{"id":"b","title":"b"},{"id":9,"title":"c"}]}}""");
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
            Output.Write(json, input.Ids, [1, 2, 1]);
        Assert.Equal("""{"ranking":[{"id":"b","score":2},{"id":7,"score":1},{"id":9,"score":1}]}""", Encoding.UTF8.GetString(written.ToArray()));
    }

    private static string Body(int products) =>
        JsonSerializer.Serialize(new { input = new { query = "x", products = Enumerable.Range(0, products).Select(id => new { id, title = $"t{id}" }) } });

    private PredictionInput Done(string body) => Assert.Single(Read(body).Value!.Inputs);

    private Result<PredictionRequest> Read(string body) => reader.Read(Encoding.UTF8.GetBytes(body));
}
