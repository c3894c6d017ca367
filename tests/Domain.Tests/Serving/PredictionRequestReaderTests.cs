using System.Text;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class PredictionRequestReaderTests
{
    private const string Whole = """{"placed":"2015-01-21T15:40:42Z","store":602,"items":3,"couriers":2.5,"note":"ring twice","order/id":17}""";

    private readonly PredictionRequestReader reader = new(InputReader.Of(TaskKind.Regression, TestTasks.Delivery.Columns, null));

    [Fact]
    public void An_input_becomes_a_row_and_keeps_its_bytes()
    {
        var request = Done($$"""{ "unit": "customer-1", "input": {{Whole}} }""");

        Assert.False(request.IsBatch);
        Assert.Equal("customer-1", request.Unit);
        var input = Assert.Single(request.Inputs);
        Assert.Equal(Whole, Encoding.UTF8.GetString(input.Json.Span));
        Assert.Equal(1421854842, input.Row.Numbers[0]);
        Assert.Equal("602", input.Row.Texts[1]);
        Assert.Equal([3, 2.5], input.Row.Numbers[2..4]);
        Assert.Equal(["ring twice", "17"], input.Row.Texts[4..]);
    }

    [Fact]
    public void Inputs_stay_in_order()
    {
        var request = Done("""{"inputs":[{"placed":"2015-01-21","store":"a","items":1},{"store":"b","items":2,"placed":"2015-01-22"}]}""");

        Assert.True(request.IsBatch);
        Assert.Equal(["a", "b"], request.Inputs.Select(i => i.Row.Texts[1]));
    }

    [Theory]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1}}""")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"couriers":null,"note":null}}""")]
    public void An_absent_or_null_optional_field_is_missing(string body)
    {
        var row = Done(body).Inputs[0].Row;

        Assert.True(double.IsNaN(row.Numbers[3]));
        Assert.Null(row.Texts[4]);
    }

    [Theory]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"colour":"red"}}""", "/input/colour")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":"1"}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":true}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":[1]}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1e999}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":"NaN"}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a"}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":null}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"yesterday","store":"a","items":1}}""", "/input/placed")]
    [InlineData("""{"input":{"placed":7,"store":"a","items":1}}""", "/input/placed")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":{"id":1},"items":1}}""", "/input/store")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"items":2}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"note":5}}""", "/input/note")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"order/id":false,"couriers":{}}}""", "/input/couriers")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1,"order/id":{}}}""", "/input/order~1id")]
    [InlineData("""{"inputs":[{"placed":"2015-01-21","store":"a","items":1},{"store":"a","items":1}]}""", "/inputs/1/placed")]
    [InlineData("""{"inputs":[7]}""", "/inputs/0")]
    [InlineData("""{"inputs":{}}""", "/inputs")]
    [InlineData("""{"inputs":[]}""", "/inputs")]
    [InlineData("""{"input":[]}""", "/input")]
    [InlineData("""{"input":null}""", "/input")]
    [InlineData("""{}""", "/input")]
    [InlineData("""{"unit":""}""", "/unit")]
    [InlineData("""{"units":"a"}""", "/units")]
    [InlineData("""{"inputs":[{"placed":"2015-01-21","store":"a","items":1}],"input":{"placed":"2015-01-21","store":"a","items":1}}""", "/input")]
    public void A_mistake_is_named_by_its_pointer(string body, string pointer)
    {
        var invalid = Assert.IsType<Invalid>(Read(body).Refusal);

        Assert.Contains(pointer, invalid.Errors.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{"input":{"items":NaN}}""")]
    [InlineData("""{"input":{"items":1}""")]
    [InlineData("""{"input":{"note":"\ud800"}}""")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":1}} {}""")]
    [InlineData("""{"input":{"placed":"2015-01-21","store":"a","items":01}}""")]
    public void Broken_json_is_refused_in_words(string body) => Assert.IsType<Invalid>(Read(body).Refusal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused() =>
        Assert.Contains("UTF-8", reader.Read(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}' }).Refusal!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Too_many_inputs_are_too_large()
    {
        var input = """{"placed":"2015-01-21","store":"a","items":1}""";
        var most = string.Join(',', Enumerable.Repeat(input, PredictionRequestReader.MaxInputs));

        Assert.Equal(PredictionRequestReader.MaxInputs, Done($$"""{"inputs":[{{most}}]}""").Inputs.Count);
        Assert.IsType<TooLarge>(Read($$"""{"inputs":[{{most}},{{input}}]}""").Refusal);
    }

    [Fact]
    public void An_input_larger_than_a_log_row_may_be_is_too_large() =>
        Assert.IsType<TooLarge>(Read("{\"input\":{\"placed\":\"2015-01-21\",\"store\":\"a\",\"items\":1,\"note\":\"" + new string('x', PredictionRequestReader.MaxInputBytes) + "\"}}").Refusal);

    private Result<PredictionRequest> Read(string body) => reader.Read(Encoding.UTF8.GetBytes(body));

    private PredictionRequest Done(string body)
    {
        var read = Read(body);
        Assert.True(read.IsDone, read.Refusal?.Detail);
        return read.Value;
    }
}
