using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Predictions;

[Collection(Trained.Name)]
public sealed class PredictionTests(AzuriteFixture azurite, WithAModelInProduction trained)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AppHost Host => trained.Host;

    [Fact]
    public async Task A_prediction_is_a_range_with_an_id_under_which_its_record_is_found()
    {
        var answer = await Host.PredictAsync(new { unit = "customer-7", input = WithAModelInProduction.Order });

        var output = answer.GetProperty("output");
        var (p10, minutes, p90) = (output.GetProperty("p10").GetDouble(), output.GetProperty("minutes").GetDouble(), output.GetProperty("p90").GetDouble());
        Assert.True(p10 <= minutes && minutes <= p90);
        var record = await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{answer.Text("id")}", Cancel);
        Assert.Equal((answer.Text("id"), "sample-task", trained.Model, "customer-7"), (record.Text("id"), record.Text("task"), record.Int("model"), record.Text("unit")));
        Assert.Equal(output.GetRawText(), record.GetProperty("output").GetRawText());
        Assert.Equal(JsonSerializer.Serialize(WithAModelInProduction.Order), record.GetProperty("input").GetRawText());
        Assert.Equal("lightgbm", record.Text("trainer"));
        Assert.Equal(1, record.GetProperty("provenance").GetProperty("training").Int("dataset"));
        Assert.False(record.TryGetProperty("outcome", out _));
    }

    [Fact]
    public async Task A_batch_is_answered_in_order_as_each_alone()
    {
        object[] inputs = [.. Enumerable.Range(0, 50).Select(i => new { placed = "2026-01-11T19:00:00Z", store = $"s{i % 8}", items = 1 + (i % 6) })];

        var batch = (await Host.PredictAsync(new { inputs })).GetProperty("predictions").EnumerateArray().ToArray();

        Assert.Equal(50, batch.Select(p => p.Text("id")).Distinct().Count());
        foreach (var place in new[] { 0, 17, 49 })
        {
            var alone = await Host.PredictAsync(new { input = inputs[place] });
            Assert.Equal(alone.GetProperty("output").GetRawText(), batch[place].GetProperty("output").GetRawText());
            var record = await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{batch[place].Text("id")}", Cancel);
            Assert.Equal(JsonSerializer.Serialize(inputs[place]), record.GetProperty("input").GetRawText());
        }
    }

    [Fact]
    public async Task A_replay_is_the_same_to_the_bit()
    {
        var answer = await Host.PredictAsync(new { input = new { placed = "2026-01-11 19:00:00", store = "nobody knows it", items = 3, couriers = (int?)null } });

        var replay = await (await Host.Http.PostAsync($"api/predictions/{answer.Text("id")}/replays", null, Cancel)).JsonAsync();

        Assert.True(replay.GetProperty("identical").GetBoolean());
    }

    [Theory]
    [InlineData("""{"input":{"placed":"2026-01-11","store":"s1","items":1,"colour":"red"}}""", "/input/colour")]
    [InlineData("""{"input":{"placed":"2026-01-11","store":"s1","items":"1"}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2026-01-11","store":"s1"}}""", "/input/items")]
    [InlineData("""{"input":{"placed":"2026-01-11","store":"s1","items":null}}""", "/input/items")]
    public async Task A_mistake_in_the_input_is_named_and_logged(string body, string pointer)
    {
        var problem = await (await PostAsync(Host, body)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(pointer, problem.GetProperty("errors")[0].Text("pointer"));
        var record = await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{problem.Text("id")}", Cancel);
        Assert.Equal((400, body), (record.GetProperty("failure").Int("status"), record.GetProperty("failure").Text("body")));
        await (await Host.Http.PostAsync($"api/predictions/{problem.Text("id")}/replays", null, Cancel)).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"input":{"placed":"2026-01-11","store":"s1","items":NaN}}""")]
    public async Task Broken_json_is_a_bad_request(string body) => await (await PostAsync(Host, body)).ProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Too_much_for_one_call_is_too_large()
    {
        var input = """{"placed":"2026-01-11","store":"s1","items":1}""";

        await (await PostAsync(Host, new string(' ', 10_000_000))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await (await PostAsync(Host, $$"""{"inputs":[{{string.Join(',', Enumerable.Repeat(input, 100_000))}}]}""")).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);

    }

    [Fact]
    public async Task Before_any_model_is_in_production_the_answer_says_how_to_get_one()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        var problem = await (await PostAsync(host, """{"input":{"placed":"2026-01-11","store":"s1","items":1}}""")).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Contains("/promotions", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("sample-task.2026010100.abc-0.0.5")]
    public async Task An_id_that_was_never_given_is_not_found(string id)
    {
        await (await Host.Http.GetAsync($"api/predictions/{id}", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await Host.Http.PostAsync($"api/predictions/{id}/replays", null, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> PostAsync(AppHost host, string body) =>
        host.Http.PostAsync(AppHost.Task("predictions"), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
}
