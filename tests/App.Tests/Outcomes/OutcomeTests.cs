using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Outcomes;

[Collection(Trained.Name)]
public sealed class OutcomeTests(WithAModelInProduction trained)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AppHost Host => trained.Host;

    [Fact]
    public async Task An_outcome_is_kept_once_and_shown_with_its_prediction()
    {
        var id = (await Host.PredictAsync(new { input = WithAModelInProduction.Order })).Text("id");

        Assert.Equal((1, 0, 0), Count(await TellAsync(new { prediction = id, actual = 31.5, observedAt = "2026-01-11T19:31:30Z" })));
        Assert.Equal((0, 1, 0), Count(await TellAsync(new { prediction = id, actual = 31.5 })));

        var outcome = (await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{id}", Cancel)).GetProperty("outcome");
        Assert.Equal((31.5, "2026-01-11T19:31:30+00:00"), (outcome.GetProperty("actual").GetDouble(), outcome.Text("observedAt")));
        Assert.Equal((1, 0, 0), Count(await TellAsync(new { prediction = id, actual = 33 })));
        Assert.Equal(31.5, (await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{id}", Cancel)).GetProperty("outcome").GetProperty("corrects").GetDouble());
    }

    [Fact]
    public async Task A_large_batch_tells_the_known_from_the_unknown()
    {
        object[] inputs = [.. Enumerable.Range(0, 500).Select(_ => WithAModelInProduction.Order)];
        var ids = (await Host.PredictAsync(new { inputs })).GetProperty("predictions").EnumerateArray().Select(p => p.Text("id")!).ToArray();
        string[] strange = ["nonsense", "sample-task.2026010100.abc-0.0.5", ids[0].Replace("sample-task", "delivery-time", StringComparison.Ordinal)];

        var answer = await TellAsync([.. ids.Concat(strange).Select(id => (object)new { prediction = id, actual = 20 })]);

        Assert.Equal((500, 0, 3), Count(answer));
        Assert.Equivalent(strange, answer.GetProperty("unknown").EnumerateArray().Select(u => u.GetString()));
    }

    [Fact]
    public async Task A_refused_call_has_no_outcome()
    {
        var refused = await (await Host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = new { } }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal((0, 0, 1), Count(await TellAsync(new { prediction = refused.Text("id"), actual = 20 })));
    }

    [Theory]
    [InlineData("""{}""", "/outcomes")]
    [InlineData("""{"outcomes":[{"prediction":"a","actual":1},{"prediction":"b","actual":"1"}]}""", "/outcomes/1/actual")]
    [InlineData("""{"outcomes":[{"actual":1}]}""", "/outcomes/0/prediction")]
    [InlineData("""{"outcomes":[{"prediction":"a"}]}""", "/outcomes/0/actual")]
    [InlineData("""{"outcomes":[null]}""", "/outcomes/0")]
    public async Task A_mistake_is_named_and_nothing_is_kept(string body, string pointer)
    {
        var problem = await (await Host.Http.PostAsync(AppHost.Task("outcomes"), new StringContent(body, Encoding.UTF8, "application/json"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(pointer, problem.GetProperty("errors")[0].Text("pointer"));
    }

    private async Task<JsonElement> TellAsync(params object[] outcomes)
    {
        var answer = await Host.Http.PostAsJsonAsync(AppHost.Task("outcomes"), new { outcomes }, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    private static (int Accepted, int Duplicates, int Unknown) Count(JsonElement answer) =>
        (answer.Int("accepted"), answer.Int("duplicates"), answer.GetProperty("unknown").GetArrayLength());
}
