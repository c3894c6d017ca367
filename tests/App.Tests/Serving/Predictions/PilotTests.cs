using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Rollout.Stages;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Predictions;

public sealed class PilotTests(AzuriteFixture azurite)
{
    private const int Stores = 400;

    private static readonly string[] Served = ["1", "2"];

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pilot_answers_its_units_on_every_instance_and_growth_moves_nobody_out()
    {
        await using var one = await new AppHost(azurite).WithModelsAsync(2);
        await one.PilotAsync(2, 0.05);
        await using var two = new AppHost(azurite, one.Prefix) { Clock = clock };

        var small = Piloted(await one.PredictStoresAsync(Stores));
        await UntilPilotedAsync(two, small);
        await one.PilotAsync(2, 0.25);
        var large = Piloted(await one.PredictStoresAsync(Stores));
        clock.Advance(LiveTasks.MaxAge);
        await UntilPilotedAsync(two, large);

        Assert.Equal(Share(0.05), small);
        Assert.Equal(Share(0.25), large);
        Assert.InRange(small.Count, 1, large.Count - 1);
        Assert.Subset(large, small);
    }

    [Fact]
    public async Task A_call_for_many_units_is_answered_in_order_each_by_its_own_model_and_counted_there()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(2);
        var before = await host.PredictStoresAsync(40);
        await host.PilotAsync(2, 0.25);

        var mixed = await host.PredictStoresAsync(40);

        Assert.Equal(Served, mixed.Select(prediction => $"{prediction.Int("model")}").Distinct().Order());
        Assert.Equal(40, mixed.Select(prediction => prediction.Text("id")).Distinct().Count());
        foreach (var (store, prediction) in mixed.Index())
        {
            var alone = await host.PredictAsync(new { input = StagedModels.Order(store) });
            Assert.Equal((alone.Int("model"), alone.GetProperty("output").GetRawText()), (prediction.Int("model"), prediction.GetProperty("output").GetRawText()));
            Assert.Equal(prediction.Int("model") == 1, before[store].GetProperty("output").GetRawText() == prediction.GetProperty("output").GetRawText());
        }

        var (own, other) = (Array.Find(mixed, prediction => prediction.Int("model") == 2), Array.Find(mixed, prediction => prediction.Int("model") == 1));
        Assert.Equal((2, 1), ((await host.RecordAsync(own)).Int("model"), (await host.RecordAsync(other)).Int("model")));
        var piloted = Piloted(mixed).Count;
        Assert.Equal(2 * piloted, (await host.ServingAsync()).GetProperty("pilot").Int("answered"));
        Assert.Equal((2L * piloted, 120L - (2 * piloted)), (await CountedAsync(host, 2), await CountedAsync(host, 1)));
    }

    [Fact]
    public async Task The_calls_own_unit_decides_for_all_of_its_inputs_and_a_call_without_one_is_productions()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(2, SampleTask.Definition);
        await host.PilotAsync(2, 0.25);
        var units = new UnitShare("sample-task/pilot/2", 0.25);
        var inside = Enumerable.Range(0, Stores).Select(StagedModels.Store).First(units.Has);

        var answered = (await host.PredictAsync(new { unit = inside, inputs = Enumerable.Range(0, 20).Select(store => StagedModels.Order(store)) })).GetProperty("predictions");

        Assert.All(answered.EnumerateArray(), prediction => Assert.Equal(2, prediction.Int("model")));
        Assert.All(await host.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));
    }

    [Fact]
    public async Task A_rollback_during_a_pilot_reaches_every_instance_in_time_and_reads_no_model()
    {
        var (network, other) = (new CuttableNetwork(), new CuttableNetwork());
        await using var one = await new AppHost(azurite) { Network = network }.WithModelsAsync(3);
        await one.ChangeAsync(now => now.Promote(2, null, false, clock.GetUtcNow()));
        await one.PilotAsync(3, 0.25);
        await using var two = new AppHost(azurite, one.Prefix) { Clock = clock, Network = other };
        var piloted = Piloted(await one.PredictStoresAsync(Stores), pilot: 3);
        await UntilPilotedAsync(two, piloted, pilot: 3);
        await UntilReadAsync(other, 3);
        var read = (Artifacts(network), Artifacts(other));

        Assert.True((await one.Http.PostAsync(AppHost.Task("rollbacks"), null, Cancel)).IsSuccessStatusCode);
        clock.Advance(LiveTasks.MaxAge);

        Assert.All(await one.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));
        Assert.All(await two.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));
        Assert.Equal(read, (Artifacts(network), Artifacts(other)));
        Assert.NotEqual((0, 0), read);
    }

    [Fact]
    public async Task The_end_of_a_pilot_and_its_promotion_read_no_model()
    {
        var network = new CuttableNetwork();
        await using var host = await new AppHost(azurite) { Network = network }.WithModelsAsync(2);
        await host.ShadowAsync(2);
        await host.PilotAsync(2, 0.25);
        await host.PredictStoresAsync(Stores);
        var read = Artifacts(network);

        await host.ChangeAsync(now => now.Promote(2, null, false, clock.GetUtcNow()));
        Assert.All(await host.PredictStoresAsync(Stores), prediction => Assert.Equal(2, prediction.Int("model")));
        await host.ChangeAsync(now => now.RollBack(null, clock.GetUtcNow()));
        Assert.All(await host.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));

        Assert.Equal(read, Artifacts(network));
    }

    [Fact]
    public async Task A_pilot_whose_model_cannot_be_loaded_leaves_all_answers_to_production()
    {
        await using var host = await new AppHost(azurite).WithModelsAsync(2);
        await host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/2/model.zip").DeleteAsync(cancellationToken: Cancel);

        await host.PilotAsync(2, 0.25);

        Assert.All(await host.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));
    }

    [Fact]
    public async Task A_pilot_whose_model_fails_is_stopped_and_its_failures_are_counted_and_logged()
    {
        var log = new LogLines();
        await using var host = await new AppHost(azurite) { Clock = clock, Log = log }.WithModelsAsync(2);
        await host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/2/model.zip").DeleteAsync(cancellationToken: Cancel);
        await host.PilotAsync(2, 0.25);
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.All(await host.PredictStoresAsync(Stores), prediction => Assert.Equal(1, prediction.Int("model")));
        await Eventually.IsAsync(async () =>
        {
            await host.PredictStoresAsync(Stores);
            return (await host.ServingAsync()).GetProperty("pilot").Int("failed") > 0;
        });
        await host.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        clock.Advance(TimeSpan.FromMinutes(2));
        await host.Services.GetRequiredService<StageJob>().AdvanceAsync(Cancel);

        var deployment = await host.Services.GetRequiredService<DeploymentStore>().ReadAsync(SampleTask.Definition.Name, Cancel);
        Assert.Equal((null, ModelStage.Rejected), (deployment.Pilot, deployment.Stage(2)));
        Assert.Contains(log.Lines, line => line.Contains("The pilot sample-task/2 has failed in 1 calls, and production answered its units: ", StringComparison.Ordinal));
    }

    private static HashSet<int> Piloted(JsonElement[] predictions, int pilot = 2) => [.. predictions.Index().Where(one => one.Item.Int("model") == pilot).Select(one => one.Index)];

    /// <summary>The pilot is the second change of its task.</summary>
    private static HashSet<int> Share(double share) => [.. Enumerable.Range(0, Stores).Where(store => new UnitShare("sample-task/pilot/2", share).Has(StagedModels.Store(store)))];

    /// <summary>What is loaded beside may still be on its way.</summary>
    private static Task UntilPilotedAsync(AppHost host, HashSet<int> stores, int pilot = 2) =>
        Eventually.IsAsync(async () => Piloted(await host.PredictStoresAsync(Stores), pilot).SetEquals(stores));

    private static Task UntilReadAsync(CuttableNetwork network, int models) => Eventually.IsAsync(() => Artifacts(network) >= models);

    private static int Artifacts(CuttableNetwork network) => network.Paths.Count(path => path.EndsWith("model.zip", StringComparison.Ordinal));

    /// <summary>Predictions that the live metrics have of a model.</summary>
    private static async Task<long> CountedAsync(AppHost host, int model)
    {
        await host.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        var now = DateTimeOffset.UtcNow;
        return (await host.Services.GetRequiredService<SpanStore>().SumAsync(SampleTask.Definition.Name, model, now.AddHours(-1), now.AddHours(1), Cancel)).Predictions;
    }
}
