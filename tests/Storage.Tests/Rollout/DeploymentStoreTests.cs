using Azure.Data.Tables;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Rollout;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Rollout;

public sealed class DeploymentStoreTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pointer_and_the_history_agree()
    {
        var store = new DeploymentStore(await azurite.NewAccountAsync());
        Assert.Equal((null, null), await PointerAsync(store));

        var one = await ApplyAsync(store, Deployment.None, d => d.Promote(1, "first", false, DateTimeOffset.UnixEpoch).Value!);
        var two = await ApplyAsync(store, one, d => d.Promote(2, null, true, DateTimeOffset.UnixEpoch).Value!);
        Assert.Equal((2, 1), await PointerAsync(store));

        await ApplyAsync(store, two, d => d.RollBack("worse", DateTimeOffset.UnixEpoch).Value!);
        Assert.Equal((1, null), await PointerAsync(store));
        Assert.Equal(1, (await store.ReadAsync(SampleTask.Definition.Name, Cancel)).Production);
        Assert.Equal([1, 2, 3], (await store.ListAsync(SampleTask.Definition.Name, 0, 10, Cancel)).Items.Select(c => c.Number));
    }

    [Fact]
    public async Task A_pointer_of_before_there_were_pilots_is_read_from_the_history()
    {
        var account = await azurite.NewAccountAsync();
        var store = new DeploymentStore(account);
        await ApplyAsync(store, Deployment.None, d => d.Promote(1, "first", false, DateTimeOffset.UnixEpoch).Value!);
        var old = new TableEntity($"{SampleTask.Definition.Name}", "~pointer") { ["Production"] = 1, ["Previous"] = null };
        await account.Table(StorageNames.DeploymentsTable).UpsertEntityAsync(old, TableUpdateMode.Replace, Cancel);

        Assert.Equal((1, null), await PointerAsync(store));
    }

    [Fact]
    public async Task Of_two_changes_decided_on_the_same_state_one_is_written()
    {
        var store = new DeploymentStore(await azurite.NewAccountAsync());
        var change = Deployment.None.Promote(1, null, false, DateTimeOffset.UnixEpoch).Value!;

        var written = await Task.WhenAll(
            store.ApplyAsync(SampleTask.Definition.Name, Deployment.None, change, Cancel),
            store.ApplyAsync(SampleTask.Definition.Name, Deployment.None, change with { Model = 2 }, Cancel));

        Assert.Single(written, w => w);
    }

    [Fact]
    public async Task A_change_whose_answer_got_lost_is_known_for_ones_own()
    {
        var network = new LostAnswer("$batch");
        var store = new DeploymentStore(await network.NewAccountAsync(azurite));
        var change = Deployment.None.Promote(1, "first", false, new DateTimeOffset(2026, 3, 4, 5, 6, 7, 891, TimeSpan.Zero)).Value!;

        Assert.True(await store.ApplyAsync(SampleTask.Definition.Name, Deployment.None, change, Cancel));
        Assert.True(network.HasHappened);
        Assert.Equal([change], (await store.ListAsync(SampleTask.Definition.Name, 0, 10, Cancel)).Items);
    }

    private static async Task<(int?, int?)> PointerAsync(DeploymentStore store)
    {
        var pointer = await store.PointerAsync(SampleTask.Definition.Name, Cancel);
        return (pointer.Production, pointer.Previous);
    }

    private static async Task<Deployment> ApplyAsync(DeploymentStore store, Deployment before, Func<Deployment, DeploymentChange> decide)
    {
        Assert.True(await store.ApplyAsync(SampleTask.Definition.Name, before, decide(before), Cancel));
        return await store.ReadAsync(SampleTask.Definition.Name, Cancel);
    }
}
