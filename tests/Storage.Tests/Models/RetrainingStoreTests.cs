using MlFunctions.Domain.Models;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Models;

public sealed class RetrainingStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_instances_one_takes_a_number_and_queues_its_training()
    {
        var account = await azurite.NewAccountAsync();
        var trainings = new TrainingStore(account);
        var store = new RetrainingStore(account, trainings);

        var added = await Task.WhenAll(AddAsync(store, 1, "a"), AddAsync(store, 1, "b"));

        Assert.Single(added, wasFirst => wasFirst);
        var training = Assert.Single((await trainings.ListAsync(SampleTask.Definition.Name, null, 10, Cancel)).Items);
        var record = Assert.Single(await store.AllAsync(SampleTask.Definition.Name, Cancel)).Value;
        Assert.Equal((training.Id, training.Reason), (record.Training, record.Reason));
    }

    [Fact]
    public async Task An_answer_that_was_lost_makes_no_other_out_of_the_same_retraining()
    {
        var network = new LostAnswer("$batch");
        var account = await network.NewAccountAsync(azurite);

        Assert.True(await AddAsync(new RetrainingStore(account, new TrainingStore(account)), 1, "a"));

        Assert.True(network.HasHappened);
    }

    [Fact]
    public async Task They_are_paged_by_number_and_no_trainings()
    {
        var account = await azurite.NewAccountAsync();
        var trainings = new TrainingStore(account);
        var store = new RetrainingStore(account, trainings);
        foreach (var number in new[] { 2, 10, 1 })
            await AddAsync(store, number, $"{number}");

        var page = await store.ListAsync(SampleTask.Definition.Name, 0, 2, Cancel);
        Assert.Equal([1, 2], page.Items.Select(record => record.Reason.Number));
        Assert.Equal([10], (await store.ListAsync(SampleTask.Definition.Name, int.Parse(page.Next!, null), 2, Cancel)).Items.Select(record => record.Reason.Number));
        Assert.Equal(3, (await trainings.ListAsync(SampleTask.Definition.Name, null, 10, Cancel)).Items.Count);
    }

    private static Task<bool> AddAsync(RetrainingStore store, int number, string id)
    {
        var reason = new RetrainingReason(number, RetrainingCause.Age, "It is old.", null);
        var training = new Training(id, TrainingState.Queued, new TrainingOrder(null, 1, null, number), Now) { Reason = reason };
        return store.AddAsync(SampleTask.Definition.Name, new(reason, Now, id, SampleTask.Definition.Retraining, new(Now, 1, Now, 1, 2, 1000)), training, Cancel);
    }
}
