using MlFunctions.Domain.Models;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Models;

public sealed class TrainingStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_instances_one_takes_a_training()
    {
        var store = new TrainingStore(await azurite.NewAccountAsync());
        await store.AddAsync(SampleTask.Definition.Name, Training("1"), Cancel);
        var due = (await store.NextDueAsync(SampleTask.Definition.Name, Now, Cancel))!;

        var taken = await Task.WhenAll(
            store.ReplaceAsync(SampleTask.Definition.Name, due, due.Value.Take("a", Now), Cancel),
            store.ReplaceAsync(SampleTask.Definition.Name, due, due.Value.Take("b", Now), Cancel));

        Assert.Single(taken, t => t is not null);
        Assert.Null(await store.NextDueAsync(SampleTask.Definition.Name, Now, Cancel));
    }

    [Fact]
    public async Task The_oldest_is_due_first_and_lists_are_paged()
    {
        var store = new TrainingStore(await azurite.NewAccountAsync());
        foreach (var id in new[] { "3", "1", "2" })
            await store.AddAsync(SampleTask.Definition.Name, Training(id), Cancel);

        Assert.Equal("1", (await store.NextDueAsync(SampleTask.Definition.Name, Now, Cancel))!.Value.Id);
        var page = await store.ListAsync(SampleTask.Definition.Name, null, 2, Cancel);
        Assert.Equal(["1", "2"], page.Items.Select(t => t.Id));
        Assert.Equal(["3"], (await store.ListAsync(SampleTask.Definition.Name, page.Next, 2, Cancel)).Items.Select(t => t.Id));
    }

    [Fact]
    public async Task While_one_runs_no_other_of_its_task_is_due_until_its_instance_has_fallen_silent()
    {
        var store = new TrainingStore(await azurite.NewAccountAsync());
        await store.AddAsync(SampleTask.Definition.Name, Training("1").Take("a", Now), Cancel);
        await store.AddAsync(SampleTask.Definition.Name, Training("2"), Cancel);

        Assert.Null(await store.NextDueAsync(SampleTask.Definition.Name, Now, Cancel));
        Assert.Equal("1", (await store.NextDueAsync(SampleTask.Definition.Name, Now + Domain.Models.Training.Hold + TimeSpan.FromSeconds(1), Cancel))!.Value.Id);
    }

    private static Training Training(string id) => new(id, TrainingState.Queued, new TrainingOrder(null, 1, null, 1), Now);
}
