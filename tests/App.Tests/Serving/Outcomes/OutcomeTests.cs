using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Serving.Outcomes;

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
        Assert.Equal(3, answer.Int("unknownCount"));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_of_others_is_taken_compressed_and_in_chunks_and_again()
    {
        object[] inputs = [.. Enumerable.Range(0, 1000).Select(_ => WithAModelInProduction.Order)];
        var ids = (await Host.PredictAsync(new { inputs })).GetProperty("predictions").EnumerateArray().Select(p => p.Text("id")!).ToArray();
        var body = JsonSerializer.SerializeToUtf8Bytes(new { outcomes = Enumerable.Range(0, 120_000).Select(i => new { prediction = ids[i % ids.Length], actual = i / ids.Length, observedAt = "2026-01-11T19:31:30.1234567+00:00" }) });
        Assert.InRange(body.Length, 9 << 20, 256 << 20);

        // Three chunks: within one the last value counts, from one to the next it corrects.
        Assert.Equal((3000, 117_000, 0), Count(await PostAsync(Compressed(body))));
        Assert.Equal((3000, 117_000, 0), Count(await PostAsync(Compressed(body))));

        var outcome = (await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{ids[7]}", Cancel)).GetProperty("outcome");
        Assert.Equal((119, 99), (outcome.Int("actual"), outcome.Int("corrects")));
    }

    [Fact]
    public async Task Of_many_unknown_ids_the_first_are_named_and_all_are_counted()
    {
        var outcomes = Enumerable.Range(0, 10_500).Select(i => (object)new { prediction = $"nonsense-{i}", actual = 1 });

        var answer = await TellAsync([.. outcomes]);

        Assert.Equal((10_500, 10_000), (answer.Int("unknownCount"), answer.GetProperty("unknown").GetArrayLength()));
        Assert.Equal("nonsense-0", answer.GetProperty("unknown")[0].GetString());
    }

    [Fact]
    public async Task A_mistake_at_the_end_of_a_long_body_keeps_nothing_of_its_beginning()
    {
        var id = (await Host.PredictAsync(new { input = WithAModelInProduction.Order })).Text("id");
        var entries = Enumerable.Repeat($$"""{"prediction":"{{id}}","actual":20}""", 30_000).Concat(Enumerable.Repeat("""{"prediction":"x","actual":"much"}""", 30));

        var problem = await (await SendAsync(Json($$"""{"outcomes":[{{string.Join(",\n", entries)}}]}"""))).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal((20, "/outcomes/30000/actual"), (problem.GetProperty("errors").GetArrayLength(), problem.GetProperty("errors")[0].Text("pointer")));
        Assert.False((await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{id}", Cancel)).TryGetProperty("outcome", out _));
    }

    [Fact]
    public async Task A_body_that_breaks_off_keeps_nothing_and_says_where()
    {
        var id = (await Host.PredictAsync(new { input = WithAModelInProduction.Order })).Text("id");

        var problem = await (await SendAsync(Json($$"""{"outcomes":[{"prediction":"{{id}}","actual":20},"""))).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("line 1", problem.Text("detail"), StringComparison.Ordinal);
        Assert.False((await Host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{id}", Cancel)).TryGetProperty("outcome", out _));
    }

    [Fact]
    public async Task What_is_compressed_otherwise_is_refused()
    {
        var claimed = Json("""{"outcomes":[]}""");
        claimed.Headers.ContentEncoding.Add("gzip");
        await (await SendAsync(claimed)).ProblemAsync(HttpStatusCode.BadRequest);
        var other = Json("""{"outcomes":[]}""");
        other.Headers.ContentEncoding.Add("br");
        await (await SendAsync(other)).ProblemAsync(HttpStatusCode.BadRequest);
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
    [InlineData("""{"outcomes":[7]}""", "/outcomes/0")]
    [InlineData("""{"outcomes":null}""", "/outcomes")]
    [InlineData("""{"outcomes":{}}""", "/outcomes")]
    [InlineData("""{"outcomes":[],"outcomes":[]}""", "/outcomes")]
    [InlineData("""{"outcomes":[],"task":"a"}""", "/task")]
    [InlineData("""[]""", "")]
    [InlineData("""{"outcomes":[{"prediction":"a","actual":1,"observedAt":"soon"}]}""", "/outcomes/0/observedAt")]
    [InlineData("""{"outcomes":[{"prediction":"a","actual":1,"seen":true}]}""", "/outcomes/0/seen")]
    [InlineData("""{"outcomes":[{"prediction":"\ud800","actual":1}]}""", "/outcomes/0/prediction")]
    [InlineData("""{"\ud800":[]}""", "")]
    public async Task A_mistake_is_named_and_nothing_is_kept(string body, string pointer)
    {
        var problem = await (await SendAsync(Json(body))).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(pointer, problem.GetProperty("errors")[0].Text("pointer"));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static ByteArrayContent Compressed(byte[] body)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(body);
        return new(bytes.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent body) => Host.Http.PostAsync(AppHost.Task("outcomes"), body, Cancel);

    private Task<JsonElement> TellAsync(params object[] outcomes) => PostAsync(JsonContent.Create(new { outcomes }));

    private async Task<JsonElement> PostAsync(HttpContent body)
    {
        var answer = await SendAsync(body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    private static (int Accepted, int Duplicates, int Unknown) Count(JsonElement answer) =>
        (answer.Int("accepted"), answer.Int("duplicates"), answer.GetProperty("unknown").GetArrayLength());
}
