using System.Buffers;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class AnswerTests
{
    [Fact]
    public void An_estimate_is_read_as_it_was_written() => Assert.Equal(
        new EstimateAnswer(new Estimate(38.21, 27.93, 55.14)),
        Answer.Read(TaskKind.Regression, "minutes", Written(json => Output.Write(json, "minutes", new Estimate(38.21, 27.93, 55.14)))));

    [Fact]
    public void A_probability_is_read_to_the_last_bit() => Assert.Equal(
        new ProbabilityAnswer(0.1 + 0.2), Answer.Read(TaskKind.Binary, "value", Written(json => Output.Write(json, 0.1 + 0.2, true))));

    [Fact]
    public void Products_are_known_by_the_text_of_their_ids()
    {
        var output = Written(json => Output.Write(json, [Encoding.UTF8.GetBytes("\"a\\u0037\""), Encoding.UTF8.GetBytes("12")], [0.5, 1.5]));
        var answer = Assert.IsType<ScoresAnswer>(Answer.Read(TaskKind.Ranking, "value", output));
        Assert.Equal([("12", 1.5), ("a7", 0.5)], answer.Scores.Select(product => (product.Key, product.Value)).Order());
    }

    [Theory]
    [InlineData(TaskKind.Regression, """{ "value": 1, "p10": 0, "p90": 2 }""")]
    [InlineData(TaskKind.Regression, """{ "minutes": 1, "p10": 0 }""")]
    [InlineData(TaskKind.Regression, "17")]
    [InlineData(TaskKind.Binary, """{ "probability": 1.5 }""")]
    [InlineData(TaskKind.Binary, """{ "probability": "0.5" }""")]
    [InlineData(TaskKind.Ranking, """{ "ranking": [] }""")]
    [InlineData(TaskKind.Ranking, """{ "ranking": [ 3 ] }""")]
    [InlineData(TaskKind.Ranking, """{ "ranking": [ { "id": null, "score": 1 } ] }""")]
    public void What_is_no_answer_of_the_kind_is_none(TaskKind kind, string json) => Assert.Null(Answer.Read(kind, "minutes", JsonElement.Parse(json)));

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            write(json);
        return JsonElement.Parse(bytes.WrittenSpan);
    }
}
