using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Gates;

/// <summary>The sample task with training rows, on a clock that stands still, so that no timing decides a gate.</summary>
internal sealed class GatedTask(AzuriteFixture azurite) : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly AppHost host = new(azurite) { Clock = new FakeTimeProvider(Start) };

    public AppHost Host => host;

    public FakeTimeProvider Clock => (FakeTimeProvider)host.Clock!;

    /// <summary>Declared with wide margins, as a few hundred rows need them.</summary>
    public async Task<GatedTask> BeginAsync(PromotionPolicy? policy = null, int rows = 800)
    {
        await host.Services.GetRequiredService<TaskStore>().AddAsync(SampleTask.Definition with { Promotion = policy ?? new(Margin: 0.5, SliceMargin: 2) }, CancellationToken.None);
        await host.UploadAsync(SampleTask.Csv(rows));
        return this;
    }

    /// <summary>Trains one trainer's model; its version.</summary>
    public async Task<int> TrainAsync(string trainer, int seed = 1)
    {
        var training = await host.TrainAsync(new { trainer, seed });
        Assert.True(training.Text("state") == "succeeded", training.GetRawText());
        return training.Int("model");
    }

    public Task<HttpResponseMessage> PromoteAsync(object body) => host.Http.PostAsJsonAsync(AppHost.Task("promotions"), body);

    public Task<HttpResponseMessage> ApproveAsync(int id, string by) => host.Http.PostAsJsonAsync(AppHost.Task($"promotions/{id}/approvals"), new { by });

    /// <summary>What each gate says, by its name: <c>passed</c>, <c>waiting</c> or <c>closed</c>, without measuring.</summary>
    public async Task<Dictionary<string, string>> GatesAsync(int model, string to = "production") =>
        Words((await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{model}/gates?to={to}"))).GetProperty("gates"));

    public async Task<JsonElement[]> ScoresAsync(int model, string query = "") =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{model}/scores{query}"))).GetProperty("scores").EnumerateArray()];

    public static Dictionary<string, string> Words(JsonElement gates) => gates.EnumerateArray().ToDictionary(
        gate => gate.Text("gate")!, gate => gate.GetProperty("passed").GetBoolean() ? "passed" : gate.GetProperty("waiting").GetBoolean() ? "waiting" : "closed");

    public static async Task<JsonElement> DoneAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(answer.StatusCode == status, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
