using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Monitoring;

public sealed class SpanMergerTests(AzuriteFixture azurite)
{
    private static readonly TaskName Task = SampleTask.Definition.Name;
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 59, 58, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partials_are_merged_into_the_second_minute_hour_and_day_around_them()
    {
        var (store, merger) = New(await azurite.NewAccountAsync());
        await store.TellAsync(Task, [Partial("a", 1, Row(Now, 3)), Partial("a", 2, Row(Now.AddSeconds(1), 4), Row(Now.AddSeconds(3), 5))], Cancel);
        await store.TellAsync(Task, [Partial("b", 1, Row(Now, 10))], Cancel);

        Assert.Equal(3, await merger.MergeAsync(Task, alsoLate: false, Cancel));

        await CountsAreAsync(store, Cadence.Second, 13, 4, 5);
        await CountsAreAsync(store, Cadence.Minute, 17, 5);
        await CountsAreAsync(store, Cadence.Hour, 17, 5);
        await CountsAreAsync(store, Cadence.Day, 22);
        Assert.Equal(22, (await store.SumAsync(Task, 1, Now.AddHours(-30), Now.AddHours(30), Cancel)).Predictions);
        Assert.Equal(0, await merger.MergeAsync(Task, alsoLate: true, Cancel));
    }

    [Fact]
    public async Task What_waits_is_read_with_what_is_merged()
    {
        var (store, merger) = New(await azurite.NewAccountAsync());
        await store.TellAsync(Task, [Partial("a", 1, Row(Now, 3))], Cancel);
        await merger.MergeAsync(Task, alsoLate: false, Cancel);

        await store.TellAsync(Task, [Partial("a", 2, Row(Now, 4)), Partial("a", 1, late: true, Row(Now.AddHours(-1), 7, Cadence.Minute))], Cancel);

        await CountsAreAsync(store, Cadence.Second, 7);
        await CountsAreAsync(store, Cadence.Minute, 7, 7);
        Assert.Equal(1, await merger.MergeAsync(Task, alsoLate: false, Cancel));
        await CountsAreAsync(store, Cadence.Minute, 7, 7);
        Assert.Equal(1, await merger.MergeAsync(Task, alsoLate: true, Cancel));
        await CountsAreAsync(store, Cadence.Second, 7);
        await CountsAreAsync(store, Cadence.Hour, 7, 7);
    }

    [Fact]
    public async Task A_partial_that_is_told_again_after_it_was_merged_counts_once()
    {
        var (store, merger) = New(await azurite.NewAccountAsync());
        for (var time = 0; time < 3; time++)
        {
            await store.TellAsync(Task, [Partial("a", 1, Row(Now, 3)), Partial("a", 2, Row(Now, 4))], Cancel);
            await CountsAreAsync(store, Cadence.Second, 7);
            await merger.MergeAsync(Task, alsoLate: true, Cancel);
        }

        await CountsAreAsync(store, Cadence.Day, 7);
        Assert.Equal(0, await merger.MergeAsync(Task, alsoLate: true, Cancel));
    }

    [Fact]
    public async Task Each_partial_counts_once_when_several_merge_at_the_same_time()
    {
        var account = await azurite.NewAccountAsync();
        var (store, merger) = New(account);
        for (var number = 1; number <= 150; number++)
            await store.TellAsync(Task, [Partial("a", number, Row(Now.AddMinutes(number % 40), number))], Cancel);

        await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 3).Select(_ => New(account).Merger.MergeAsync(Task, alsoLate: true, Cancel)));

        Assert.Equal(150 * 151 / 2, (await CountsAsync(store, Cadence.Day)).Sum());
        Assert.Equal(150 * 151 / 2, (await CountsAsync(store, Cadence.Second)).Sum());
        Assert.Equal(0, await merger.MergeAsync(Task, alsoLate: true, Cancel));
    }

    [Fact]
    public async Task A_merge_whose_answer_got_lost_counts_once()
    {
        var (network, prefix) = (new LostAnswer("$batch"), AzuriteFixture.NewPrefix());
        var (_, merger) = New(await network.NewAccountAsync(azurite, prefix));
        var (store, _) = New(StorageAccount.FromConnectionString(azurite.ConnectionString, prefix));
        await store.TellAsync(Task, [Partial("a", 1, Row(Now, 3))], Cancel);

        await merger.MergeAsync(Task, alsoLate: false, Cancel);
        Assert.True(network.HasHappened);
        await store.TellAsync(Task, [Partial("a", 2, Row(Now, 4))], Cancel);
        await merger.MergeAsync(Task, alsoLate: false, Cancel);

        await CountsAreAsync(store, Cadence.Day, 7);
        Assert.Equal(0, await merger.MergeAsync(Task, alsoLate: true, Cancel));
    }

    [Fact]
    public async Task Spans_too_large_for_one_transaction_take_several()
    {
        var (store, merger) = New(await azurite.NewAccountAsync());
        for (var number = 1; number <= 30; number++)
            await store.TellAsync(Task, [Partial("a", number, Wide(Now.AddSeconds(-number)))], Cancel);

        Assert.Equal(30, await merger.MergeAsync(Task, alsoLate: true, Cancel));

        Assert.Equal(30, (await CountsAsync(store, Cadence.Day)).Sum());
        Assert.Equal(30, (await CountsAsync(store, Cadence.Second)).Length);
    }

    [Fact]
    public async Task Spans_are_forgotten_when_they_are_older_than_they_are_kept()
    {
        var (store, merger) = New(await azurite.NewAccountAsync());
        await store.TellAsync(Task, [.. Enumerable.Range(0, 3).Select(hours => Partial("a", hours + 1, Row(Now.AddHours(-hours), 1)))], Cancel);
        await merger.MergeAsync(Task, alsoLate: false, Cancel);

        await store.PurgeAsync(Task, Now.AddMinutes(1), Cancel);

        await CountsAreAsync(store, Cadence.Second, 1, 1);
        await CountsAreAsync(store, Cadence.Minute, 1, 1, 1);
    }

    [Fact]
    public async Task Nothing_counts_twice_for_who_reads_while_timers_merge_without_end()
    {
        var prefix = AzuriteFixture.NewPrefix();
        var (store, merger) = New(StorageAccount.FromConnectionString(azurite.ConnectionString, prefix));
        await new StorageSetup(StorageAccount.FromConnectionString(azurite.ConnectionString, prefix)).CreateAsync(Cancel);
        var merged = 0;
        await store.TellAsync(Task, [Partial("a", 1, Row(Now, 1))], Cancel);
        var network = new Interruption("second", async () =>
        {
            await merger.MergeAsync(Task, alsoLate: true, Cancel);
            merged++;
            await store.TellAsync(Task, [Partial("a", merged + 1, Row(Now, 1))], Cancel);
        });

        var counts = await CountsAsync(new SpanStore(network.AccountOf(azurite, prefix)), Cadence.Second);

        Assert.True(merged > 1);
        Assert.Equal([merged], counts);
    }

    [Fact]
    public async Task Spans_are_forgotten_though_the_answer_gets_lost()
    {
        var (network, prefix) = (new LostAnswer("$batch"), AzuriteFixture.NewPrefix());
        var (forgetful, _) = New(await network.NewAccountAsync(azurite, prefix));
        var (store, merger) = New(StorageAccount.FromConnectionString(azurite.ConnectionString, prefix));
        await store.TellAsync(Task, [Partial("a", 1, Row(Now, 1), Row(Now.AddHours(-3), 1))], Cancel);
        await merger.MergeAsync(Task, alsoLate: false, Cancel);

        await forgetful.PurgeAsync(Task, Now, Cancel);

        Assert.True(network.HasHappened);
        await CountsAreAsync(store, Cadence.Second, 1);
    }

    private static (SpanStore Store, SpanMerger Merger) New(StorageAccount account) => new SpanStore(account) is var store ? (store, new SpanMerger(account, store, TimeProvider.System)) : default;

    private static SpanRow Row(DateTimeOffset at, int predictions, Cadence length = Cadence.Second) => new(Span.At(length, at), new Series(1), new Aggregate { Predictions = predictions });

    /// <summary>Of as many columns as are watched at most, with every bin met.</summary>
    private static SpanRow Wide(DateTimeOffset at)
    {
        var row = Row(at, 1);
        for (var column = 0; column < 400; column++)
        {
            for (var bin = -2; bin <= 40; bin++)
                row.Sums.Column($"a column with a name {column}").Add(bin, 1000);
        }

        return row;
    }

    private static (PartialId Id, Partial Partial) Partial(string instance, long number, params SpanRow[] rows) => Partial(instance, number, late: false, rows);

    private static (PartialId Id, Partial Partial) Partial(string instance, long number, bool late, params SpanRow[] rows) => (new(instance, number, late), new(rows));

    private static async Task CountsAreAsync(SpanStore store, Cadence length, params long[] predictions) => Assert.Equal(predictions, await CountsAsync(store, length));

    private static async Task<long[]> CountsAsync(SpanStore store, Cadence length) => [.. (await store.ReadAsync(Task, length, Now.AddDays(-2), Now.AddDays(2), Cancel)).Select(row => row.Sums.Predictions)];
}
