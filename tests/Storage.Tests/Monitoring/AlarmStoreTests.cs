using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Monitoring;

public sealed class AlarmStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Domain.Kernel.TaskName Task = SampleTask.Definition.Name;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_is_read_and_can_be_kept_again_without_reading()
    {
        var store = new AlarmStore(await azurite.NewAccountAsync());
        Assert.Empty(await store.ReadAsync(Task, Cancel));

        var kept = await store.KeepAsync([Judged(null, "mae", 0, Verdict.Worse), Judged(null, "errors", 0, Verdict.Better)], Cancel);
        var again = await store.KeepAsync([Judged(kept![0], "mae", 1, Verdict.Better), Judged(kept[1], "errors", 1, Verdict.Better)], Cancel);

        Assert.NotNull(again);
        var read = (await store.ReadAsync(Task, Cancel)).ToDictionary(alarm => alarm.Value.Rule, alarm => alarm.Value);
        Assert.Equal((AlarmState.Ok, 2, Start.AddSeconds(2)), (read["mae"].State, read["mae"].Changes, read["mae"].EvaluatedTo));
        Assert.Equal((AlarmState.Ok, 0), (read["errors"].State, read["errors"].Changes));
        Assert.Equal([AlarmState.Firing, AlarmState.Ok], (await store.ChangesAsync(Task, "mae", 0, 10, Cancel)).Items.Select(change => change.To));
    }

    [Fact]
    public async Task Of_two_instances_that_judge_the_same_one_keeps_it_with_its_change()
    {
        var store = new AlarmStore(await azurite.NewAccountAsync());
        var kept = await store.KeepAsync([Judged(null, "mae", 0, Verdict.Between)], Cancel);

        var raced = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.KeepAsync([Judged(kept![0], "mae", 1, Verdict.Worse)], Cancel)));

        Assert.Single(raced, result => result is not null);
        Assert.Single((await store.ChangesAsync(Task, "mae", 0, 10, Cancel)).Items);
        Assert.Null(await store.KeepAsync([Judged(null, "mae", 1, Verdict.Worse)], Cancel));
    }

    /// <summary>The answer to a transaction that got through is lost, and the SDK sends it again: whoever reads then finds it done.</summary>
    [Fact]
    public async Task A_keeping_whose_answer_got_lost_is_not_done_twice()
    {
        var network = new LostAnswer("$batch");
        var store = new AlarmStore(await network.NewAccountAsync(azurite));

        Assert.Null(await store.KeepAsync([Judged(null, "mae", 0, Verdict.Worse)], Cancel));

        Assert.True(network.HasHappened);
        var read = Assert.Single(await store.ReadAsync(Task, Cancel));
        Assert.Null(read.Value.Apply(Look(0, Verdict.Worse), 1, 1, Start).Change);
        Assert.Single((await store.ChangesAsync(Task, "mae", 0, 10, Cancel)).Items);
    }

    [Fact]
    public async Task More_alarms_than_a_transaction_takes_are_kept()
    {
        var store = new AlarmStore(await azurite.NewAccountAsync());
        var rules = Enumerable.Range(0, 120).Select(i => $"rule-{i:000}").ToArray();

        var kept = await store.KeepAsync([.. rules.Select(rule => Judged(null, rule, 0, Verdict.Worse))], Cancel);

        Assert.Equal(rules, kept!.Select(alarm => alarm.Value.Rule));
        Assert.NotNull(await store.KeepAsync([.. kept!.Select(alarm => Judged(alarm, alarm.Value.Rule, 1, Verdict.Better))], Cancel));
    }

    [Fact]
    public async Task A_history_is_paged_and_is_of_one_alarm()
    {
        var store = new AlarmStore(await azurite.NewAccountAsync());
        IReadOnlyList<Stored<Alarm>>? kept = null;
        for (var tick = 0; tick < 5; tick++)
            kept = await store.KeepAsync([Judged(kept?[0], "mae", tick, tick % 2 == 0 ? Verdict.Worse : Verdict.Better)], Cancel);
        await store.KeepAsync([Judged(null, "mae-shift", 0, Verdict.Worse)], Cancel);

        var first = await store.ChangesAsync(Task, "mae", 0, 3, Cancel);
        Assert.Equal([1, 2, 3], first.Items.Select(change => change.Number));
        Assert.Equal("3", first.Next);
        var last = await store.ChangesAsync(Task, "mae", 3, 3, Cancel);
        Assert.Equal([4, 5], last.Items.Select(change => change.Number));
        Assert.Null(last.Next);
    }

    private static AlarmUpdate Judged(Stored<Alarm>? before, string rule, int tick, Verdict verdict)
    {
        var (after, change) = (before?.Value ?? new Alarm(Task, rule)).Apply(Look(tick, verdict), 1, 1, Start.AddSeconds(tick + 1));
        return new(before, after, change is null ? [] : [change]);
    }

    private static AlarmEvaluation Look(int tick, Verdict verdict) => new(Start.AddSeconds(tick), Start.AddSeconds(tick + 1), verdict, 1.5, 100, "A look.");
}
