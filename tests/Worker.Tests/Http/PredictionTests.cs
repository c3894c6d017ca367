using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Http;

[Collection(BothHosts.Name)]
public sealed class PredictionTests(WithBothHosts hosts)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prediction_is_answered_and_found_by_its_id_on_either_host()
    {
        var prediction = await PredictAsync(new { input = WithBothHosts.Order });
        Assert.Equal(1, prediction.GetProperty("model").GetInt32());
        foreach (var host in new[] { hosts.Worker, hosts.Standalone })
        {
            var record = await host.GetFromJsonAsync<JsonElement>($"api/predictions/{prediction.GetProperty("id").GetString()}", Cancel);
            Assert.Equal(prediction.GetProperty("output").GetRawText(), record.GetProperty("output").GetRawText());
            Assert.Equal(JsonSerializer.Serialize(WithBothHosts.Order), record.GetProperty("input").GetRawText());
        }
    }

    [Fact]
    public async Task Answers_of_calls_at_the_same_time_are_not_mixed_up()
    {
        var calls = Enumerable.Range(0, 200).Select(async call =>
        {
            var prediction = await PredictAsync(new { unit = $"u{call}", input = new { placed = "2026-01-11T19:00:00Z", store = $"s{call % 8}", items = 1 + (call % 6) } });
            var record = await hosts.Standalone.GetFromJsonAsync<JsonElement>($"api/predictions/{prediction.GetProperty("id").GetString()}", Cancel);
            return (call, unit: record.GetProperty("unit").GetString());
        });
        Assert.All(await Task.WhenAll(calls), answered => Assert.Equal($"u{answered.call}", answered.unit));
    }

    /// <summary>The worker serializes what a function returns and sends it to the host, which drops it; an answer's memory is another call's by then.</summary>
    [Fact]
    public async Task An_answer_is_not_also_sent_as_a_return_value()
    {
        var before = hosts.Functions.Invocations;
        await PredictAsync(new { input = WithBothHosts.Order });
        var invocation = await hosts.Functions.NewInvocationAsync("Predict", before);
        var result = await invocation.Result;
        Assert.Equal((InvocationStatus.Success, null), (result.Status, result.ReturnValue));
    }

    private async Task<JsonElement> PredictAsync(object call)
    {
        var answer = await hosts.Worker.PostAsJsonAsync(WithBothHosts.Task("predictions"), call, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
