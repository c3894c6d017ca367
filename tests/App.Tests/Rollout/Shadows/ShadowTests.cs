using System.Text.Json;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Rollout.Shadows;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Shadows;

public sealed class ShadowTests(AzuriteFixture azurite)
{
    private const int Stores = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_shadow_answers_beside_live_traffic_becomes_its_evidence()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(2);
        await host.ShadowAsync(2);
        var given = await host.PredictStoresAsync(Stores);
        var alone = await host.PredictAsync(new { input = StagedModels.Order(1, items: 5) });
        await host.UntilShadowsLoggedAsync(Stores + 1);
        await host.AskAsync(SampleTask.Definition.Name.ToString(), "outcomes", new { outcomes = given.Take(20).Select((prediction, store) => new { prediction = prediction.Text("id"), actual = 20.0 + store }) });

        var evidence = await EvidenceAsync(host, 2);

        // What it would have answered, it answers in production.
        await host.ChangeAsync(now => now.Promote(2, null, false, DateTimeOffset.UnixEpoch));
        JsonElement[] shadow = [.. await host.PredictStoresAsync(Stores), await host.PredictAsync(new { input = StagedModels.Order(1, items: 5) })];
        JsonElement[] production = [.. given, alone];
        Assert.Equal((2, 1, production.Length, 0L), (evidence.Model, evidence.Production, evidence.Rows, evidence.Failures));
        var beyond = production.Zip(shadow, (live, other) => Output(other, "minutes") < Output(live, "p10") || Output(other, "minutes") > Output(live, "p90"));
        Assert.Equal(beyond.Average(isBeyond => isBeyond ? 1.0 : 0), evidence.Disagreement, 9);
        var deviation = production.Select(live => Output(live, "minutes")).StandardDeviation();
        Assert.Equal((shadow.Average(other => Output(other, "minutes")) - production.Average(live => Output(live, "minutes"))) / deviation, evidence.MeanShift, 9);
        double[] differences = [.. production.Zip(shadow).Take(20).Select((pair, store) => Math.Abs(20.0 + store - Output(pair.Second, "minutes")) - Math.Abs(20.0 + store - Output(pair.First, "minutes")))];
        Assert.NotEqual(0, differences.StandardDeviation());
        Assert.Equal(differences.Mean(), evidence.Difference!.Value, 9);
        Assert.Equal(differences.Mean() + (StudentT.InvCDF(0, 1, 19, 0.975) * differences.StandardDeviation() / Math.Sqrt(20)), evidence.Difference.Upper, 9);
        Assert.True(evidence.P99Milliseconds > 0);
        Assert.Null(await EvidenceOrNoneAsync(host, 2, production: 2));
    }

    [Fact]
    public async Task What_a_pilot_answers_and_what_is_replayed_is_not_shadowed()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(3);
        await host.PilotAsync(2, 0.25);
        await host.ShadowAsync(3);

        var mixed = await host.PredictStoresAsync(Stores);
        var live = mixed.Where(prediction => prediction.Int("model") == 1).ToArray();
        Assert.True((await host.Http.PostAsync($"api/predictions/{live[0].Text("id")}/replays", null, Cancel)).IsSuccessStatusCode);
        await host.UntilShadowsLoggedAsync(live.Length);

        Assert.InRange(live.Length, 1, Stores - 1);
        var rows = await host.Services.GetRequiredService<ShadowTail>().ReadAsync(SampleTask.Definition.Name, 3, 1, DateTimeOffset.UtcNow, Cancel);
        Assert.Equal(live.Select(prediction => prediction.Text("id")).Order(), rows.Select(row => row.Prediction!.ToString()).Order());
        var byId = live.ToDictionary(prediction => prediction.Text("id")!, prediction => prediction.GetProperty("output").GetRawText());
        Assert.All(rows, row => Assert.Equal(byId[row.Prediction!.ToString()], row.Answered.GetRawText()));
        Assert.Equal(live.Length, (await host.UntilShadowedAsync(3, live.Length)).Int("scored"));
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("gone")]
    public async Task A_shadow_whose_model_cannot_be_loaded_fails_alone(string damage)
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(3);
        var blob = host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/2/model.zip");
        if (damage == "gone")
            await blob.DeleteAsync(cancellationToken: Cancel);
        else
            await blob.UploadAsync(BinaryData.FromString("no model"), overwrite: true, Cancel);
        var before = await host.PredictStoresAsync(Stores);
        await host.ShadowAsync(2);
        await host.ShadowAsync(3);

        var after = await host.PredictStoresAsync(Stores);
        var (failed, scored) = (await host.UntilShadowedAsync(2, Stores), await host.UntilShadowedAsync(3, Stores));
        await host.UntilShadowsLoggedAsync(2 * Stores);

        Assert.Equal(before.Select(prediction => prediction.GetProperty("output").GetRawText()), after.Select(prediction => prediction.GetProperty("output").GetRawText()));
        Assert.Equal((0, Stores), (failed.Int("scored"), failed.Int("failed")));
        Assert.Equal((Stores, 0), (scored.Int("scored"), scored.Int("failed")));
        var evidence = await EvidenceAsync(host, 2);
        Assert.Equal((0L, (long)Stores), (evidence.Rows, evidence.Failures));
    }

    /// <summary>A column more than production's, and one that every call must have: what the shadow cannot read is its failure.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_of_other_columns_reads_inputs_by_its_own(bool isRequired)
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(1, StagedModels.Declared with { Columns = [.. StagedModels.Declared.Columns.SkipLast(1)] });
        var tasks = host.Services.GetRequiredService<TaskStore>();
        var wider = StagedModels.Declared with { Columns = [.. StagedModels.Declared.Columns.SkipLast(1), StagedModels.Declared.Columns[^1] with { Required = isRequired }], Version = 2 };
        Assert.True(await tasks.ReplaceAsync((await tasks.FindStoredAsync(wider.Name, Cancel))!, wider, Cancel));
        await host.WithAnotherModelAsync(2);
        await host.ShadowAsync(2);

        var given = await PredictAsync(host);
        var shadow = await host.UntilShadowedAsync(2, Stores);
        await host.PilotAsync(2, 0.25);
        var mixed = await PredictAsync(host);

        Assert.All(given, prediction => Assert.Equal(1, prediction.Int("model")));
        Assert.Equal(isRequired ? (0, Stores) : (Stores, 0), (shadow.Int("scored"), shadow.Int("failed")));
        Assert.Equal(!isRequired, mixed.Any(prediction => prediction.Int("model") == 2));
    }

    [Fact]
    public async Task Shadows_are_spared_first_where_answers_are_near_their_budget()
    {
        var task = StagedModels.Declared with { Promotion = new PromotionPolicy(MaxP99Milliseconds: 1e-6) };
        await using var host = await new AppHost(azurite).WithModelsAsync(2, task);
        await host.ShadowAsync(2);

        await host.PredictStoresAsync(Stores);

        var shadow = await host.UntilShadowedAsync(2, Stores);
        Assert.Equal((0, 0, Stores), (shadow.Int("scored"), shadow.Int("failed"), shadow.Int("shed")));
    }

    [Fact]
    public async Task What_is_more_than_memory_is_for_is_dropped_and_counted_and_answered_all_the_same()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(2);
        await host.ShadowAsync(2);
        await host.PredictStoresAsync(1);
        await host.UntilShadowedAsync(2, 1);
        // Without its worker nothing leaves the backlog.
        await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ShadowWorker>().Single().StopAsync(Cancel);

        var calls = 0;
        for (; !(await host.ServingAsync()).GetProperty("shadows").EnumerateArray().Any(shadow => shadow.Int("shed") > 0); calls++)
        {
            Assert.True(calls < 1000, "The backlog never was full.");
            Assert.Equal(100, (await host.PredictStoresAsync(100)).Length);
        }

        var shadow = await host.UntilShadowedAsync(2, 1 + 100);
        Assert.InRange(calls, 2, 1000);
        Assert.Equal((1, 100), (shadow.Int("scored"), shadow.Int("shed")));
        Assert.Equal(1 + (100 * calls), (await host.ServingAsync()).Int("answered"));
    }

    private static async Task<JsonElement[]> PredictAsync(AppHost host) =>
        [.. (await host.PredictAsync(new { inputs = Enumerable.Range(0, Stores).Select(store => new { placed = "2026-01-11T19:00:00Z", store = StagedModels.Store(store), items = 2 }) })).GetProperty("predictions").EnumerateArray()];

    private static Task<ShadowEvidence?> EvidenceOrNoneAsync(AppHost host, int model, int production) =>
        host.Services.GetRequiredService<ShadowReader>().ReadAsync(StagedModels.Declared, model, production, Cancel);

    private static async Task<ShadowEvidence> EvidenceAsync(AppHost host, int model) => (await EvidenceOrNoneAsync(host, model, 1))!;

    private static double Output(JsonElement prediction, string name) => prediction.GetProperty("output").GetProperty(name).GetDouble();
}
