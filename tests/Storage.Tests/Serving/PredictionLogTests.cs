using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class PredictionLogTests(AzuriteFixture azurite)
{
    private static readonly TaskName Task = SampleTask.Definition.Name;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_of_many_callers_is_found_by_its_id()
    {
        var account = await azurite.NewAccountAsync();
        await using var log = NewLog(account, TimeProvider.System);

        var calls = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 300).Select(call => log.KeepAsync(Task, LogMode.Required, [Text($"{call}a"), Text($"{call}b")])));

        var expected = calls.SelectMany((ids, call) => new[] { (ids.Value![0], Text($"{call}a")), (ids.Value[1], Text($"{call}b")) }).ToDictionary();
        Assert.Equal(600, expected.Count);
        var found = await new PredictionLogReader(account).FindAsync(expected.Keys, Cancel);
        Assert.Equal(expected, found.ToDictionary(f => f.Key, f => Encoding.UTF8.GetString(f.Value.Span)));
    }

    [Fact]
    public async Task Callers_that_wait_together_share_an_append()
    {
        var account = await azurite.NewAccountAsync();
        await using var log = NewLog(account, TimeProvider.System);

        var calls = await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 500).Select(call => log.KeepAsync(Task, LogMode.Required, [Text($"{call}")])));

        var appends = 0;
        foreach (var segment in calls.Select(c => c.Value![0].Segment).Distinct())
            appends += (await account.Container(StorageNames.PredictionsContainer).GetBlobClient(segment.BlobName).GetPropertiesAsync(cancellationToken: Cancel)).Value.BlobCommittedBlockCount;
        Assert.InRange(appends, 1, 250);
    }

    [Fact]
    public async Task An_append_whose_answer_got_lost_is_not_written_twice()
    {
        var network = new LostAnswer("comp=appendblock");
        var account = await network.NewAccountAsync(azurite);
        await using var log = NewLog(account, TimeProvider.System);

        var first = (await log.KeepAsync(Task, LogMode.Required, [Text("first")])).Value![0];
        var second = (await log.KeepAsync(Task, LogMode.Required, [Text("second")])).Value![0];

        Assert.True(network.HasHappened);
        var blob = await account.Container(StorageNames.PredictionsContainer).GetBlobClient(first.Segment.BlobName).DownloadContentAsync(Cancel);
        Assert.Equal($"{Text("first")}\n{Text("second")}\n", blob.Value.Content.ToString());
        Assert.Equal(2, (await new PredictionLogReader(account).FindAsync([first, second], Cancel)).Count);
    }

    [Fact]
    public async Task A_new_hour_begins_a_new_segment()
    {
        var account = await azurite.NewAccountAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 59, 59, TimeSpan.Zero));
        await using var log = NewLog(account, clock);

        var before = (await log.KeepAsync(Task, LogMode.Required, [Text("before")])).Value![0];
        clock.Advance(TimeSpan.FromSeconds(1));
        var after = (await log.KeepAsync(Task, LogMode.Required, [Text("after")])).Value![0];

        Assert.Equal(("sample-task/2026/03/04/05/one-0.jsonl", "sample-task/2026/03/04/06/one-1.jsonl"), (before.Segment.BlobName, after.Segment.BlobName));
        Assert.Equal(2, (await new PredictionLogReader(account).FindAsync([before, after], Cancel)).Count);
    }

    [Fact]
    public async Task A_segment_that_someone_else_wrote_to_is_left_and_a_new_one_begun()
    {
        var account = await azurite.NewAccountAsync();
        await using var log = NewLog(account, TimeProvider.System);
        var first = (await log.KeepAsync(Task, LogMode.Required, [Text("first")])).Value![0];
        var blob = account.Container(StorageNames.PredictionsContainer).GetBlobClient(first.Segment.BlobName);
        await blob.DeleteAsync(cancellationToken: Cancel);

        var lost = await log.KeepAsync(Task, LogMode.Required, [Text("lost")]);
        var next = (await log.KeepAsync(Task, LogMode.Required, [Text("next")])).Value![0];

        Assert.IsType<Unavailable>(lost.Refusal);
        Assert.NotEqual(first.Segment, next.Segment);
        Assert.Single(await new PredictionLogReader(account).FindAsync([next], Cancel));
    }

    [Fact]
    public async Task An_id_that_was_never_given_finds_nothing()
    {
        var account = await azurite.NewAccountAsync();
        await using var log = NewLog(account, TimeProvider.System);
        var ids = (await log.KeepAsync(Task, LogMode.Required, [Text("first"), Text("second")])).Value!;
        PredictionId[] strange =
        [
            ids[1] with { Offset = ids[1].Offset + 1, Length = ids[1].Length - 1 },
            ids[0] with { Length = ids[0].Length + ids[1].Length },
            ids[0] with { Length = ids[0].Length - 1 },
            ids[0] with { Offset = 1_000_000 },
            ids[0] with { Segment = ids[0].Segment with { Number = 9 } },
        ];

        Assert.Empty(await new PredictionLogReader(account).FindAsync(strange, Cancel));
    }

    [Fact]
    public async Task Closing_the_log_writes_what_still_waits()
    {
        var account = await azurite.NewAccountAsync();
        var log = NewLog(account, TimeProvider.System);
        var waiting = Enumerable.Range(0, 50).Select(call => log.KeepAsync(Task, LogMode.Required, [Text($"{call}")])).ToArray();

        await log.DisposeAsync();

        Assert.All(await System.Threading.Tasks.Task.WhenAll(waiting), ids => Assert.True(ids.IsDone));
    }

    private static PredictionLog NewLog(StorageAccount account, TimeProvider time) => new(account, new InstanceId("one"), time, NullLogger<PredictionLog>.Instance);

    private static string Text(string name) => $$"""{"row":"{{name}}"}""";
}
