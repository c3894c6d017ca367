using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Deployments;

public sealed class DeploymentTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_promotion_and_a_rollback_change_the_next_answer()
    {
        await using var host = await WithTwoGoodModelsAsync();

        var first = await (await host.PromoteAsync(1)).JsonAsync();
        Assert.Equal(("production", 1), (first.Text("stage"), (await host.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model")));
        await host.PromoteAsync(2, force: true);
        Assert.Equal(2, (await host.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model"));
        var back = await host.Http.PostAsJsonAsync(AppHost.Task("rollbacks"), new { reason = "worse in Lisbon" }, Cancel);

        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal(1, (await host.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model"));
        var history = (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("deployments"), Cancel)).GetProperty("deployments").EnumerateArray().ToArray();
        Assert.Equal(["promotion", "promotion", "rollback"], history.Select(h => h.Text("action")));
        Assert.Equal("worse in Lisbon", history[2].Text("reason"));
        await (await host.Http.PostAsync(AppHost.Task("rollbacks"), null, Cancel)).ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Another_instance_follows_the_pointer()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var one = await WithTwoGoodModelsAsync();
        await using var two = new AppHost(azurite, one.Prefix) { Clock = clock };
        await one.PromoteAsync(1);
        Assert.Equal(1, (await two.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model"));

        await one.PromoteAsync(2, force: true);
        clock.Advance(LiveTasks.MaxAge);

        Assert.Equal(2, (await two.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model"));
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_damaged_model_is_neither_promoted_nor_served(string damage)
    {
        await using var host = await WithTwoGoodModelsAsync();
        await host.PromoteAsync(1);
        var blob = host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/1/model.zip");
        var bytes = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        if (damage == "gone")
            await blob.DeleteAsync(cancellationToken: Cancel);
        else
            await blob.UploadAsync(BinaryData.FromBytes(damage == "cut" ? bytes[..^100] : bytes), overwrite: true, Cancel);

        await using var restarted = new AppHost(azurite, host.Prefix);
        var problem = await (await restarted.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = WithAModelInProduction.Order }, Cancel)).ProblemAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Contains("model 1", problem.Text("detail"), StringComparison.Ordinal);
        await (await restarted.PromoteAsync(1)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(1, (await host.PredictAsync(new { input = WithAModelInProduction.Order })).Int("model"));
    }

    [Fact]
    public async Task What_cannot_be_promoted_is_refused()
    {
        await using var host = await WithTwoGoodModelsAsync();
        await host.PromoteAsync(1);

        await (await host.PromoteAsync(1)).ProblemAsync(HttpStatusCode.Conflict);
        await (await host.PromoteAsync(77)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("promotions"), new { model = 1, to = "the moon" }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("promotions"), new { model = 2, to = 3 }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("promotions"), new { to = "production" }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsync(AppHost.Task("promotions"), null, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("rollbacks"), new { by = new string('x', 1001) }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    private async Task<AppHost> WithTwoGoodModelsAsync()
    {
        var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.TrainAsync(new { trainer = "linear" });
        await host.TrainAsync(new { trainer = "linear", seed = 2 });
        return host;
    }
}
