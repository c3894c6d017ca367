using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;
using static MlFunctions.Storage.Tests.Serving.LogUnderTest;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class BestEffortLogTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ids_are_there_before_the_rows_and_lead_to_them_later()
    {
        await using var log = await NewLogAsync();
        log.Network.State = Carriage.Silent;

        var first = await log.KeepAsync(Text("a"), Text("b"));
        var second = await log.KeepAsync(Text("c"));

        PredictionId[] ids = [.. first.Value!, .. second.Value!];
        Assert.Equal((3, 0, 0), (ids.Length, log.Counters.Rows, (await log.FindAsync(ids)).Count));
        log.Network.State = Carriage.Up;
        await log.UntilAsync(() => log.Counters.Rows == 3);
        Assert.Equal(ids.Zip([Text("a"), Text("b"), Text("c")]).ToDictionary(pair => pair.First, pair => pair.Second), await log.FindAsync(ids));
    }

    [Theory]
    [InlineData(Carriage.Down)]
    [InlineData(Carriage.AnswersLost)]
    [InlineData(Carriage.Silent)]
    public async Task Rows_of_an_outage_are_written_once_each_where_their_ids_say(Carriage outage)
    {
        await using var log = await NewLogAsync();
        var expected = new Dictionary<PredictionId, string>();
        await KeepAsync(log, expected, 0, 5);
        await log.UntilAsync(() => log.Counters.Rows == 5);

        log.Network.State = outage;
        await KeepAsync(log, expected, 5, 100);
        await log.UntilAsync(() => log.Network.Stopped > 0);
        log.Clock.Advance(TimeSpan.FromSeconds(10));
        await log.UntilAsync(() => log.Network.Stopped > 1);
        await KeepAsync(log, expected, 105, 100);
        Assert.Null(log.Closed);
        log.Network.State = Carriage.Up;
        await log.UntilAsync(() => log.Counters.Rows == 205);

        Assert.Equal(expected, await log.FindAsync(expected.Keys));
        Assert.Equal(expected.Values.Order(), (await log.RowsAsync()).Order());
        Assert.Equal((0, 0), (log.Counters.RowsLost, log.Counters.WaitingBytes));
    }

    [Fact]
    public async Task An_outage_over_the_full_hour_moves_no_row_from_where_its_id_says()
    {
        await using var log = await NewLogAsync();
        var expected = new Dictionary<PredictionId, string>();
        log.Network.State = Carriage.Down;
        await KeepAsync(log, expected, 0, 1);
        await log.UntilAsync(() => log.Network.Stopped > 1);
        log.Clock.Advance(TimeSpan.FromMinutes(2));
        await KeepAsync(log, expected, 1, 1);
        log.Network.State = Carriage.Up;
        await log.UntilAsync(() => log.Counters.WaitingBytes == 0);
        await KeepAsync(log, expected, 2, 1);
        await log.UntilAsync(() => log.Counters.WaitingBytes == 0);

        Assert.Equal(2, expected.Keys.Select(id => id.Segment).Distinct().Count());
        Assert.Equal(expected, await log.FindAsync(expected.Keys));
        Assert.Equal((3, 0, 2), (log.Counters.Rows, log.Counters.RowsLost, log.Counters.Segments));
    }

    [Fact]
    public async Task What_memory_has_no_room_for_is_answered_without_ids_and_counted_to_the_row()
    {
        await using var log = await NewLogAsync();
        log.Network.State = Carriage.Silent;
        var row = new string('x', 1 << 20);
        var (given, ids) = (0, new List<PredictionId>());

        for (; given < 40; given++)
            ids.AddRange((await log.KeepAsync(row)).Value!);
        Assert.Equal((31, 9), (ids.Count, log.Counters.RowsLost));
        log.Network.State = Carriage.Up;
        await log.UntilAsync(() => log.Counters.WaitingBytes == 0);

        var rows = (await log.RowsAsync()).ToLookup(text => text == row);
        var loss = Assert.Single(rows[false]);
        var told = LogRow.Read(SampleTask.Utf8(loss))!;
        Assert.Equal((given, 9, 9), (rows[true].Count() + told.Lost, told.Lost, log.Counters.RowsLost));
        Assert.Equal((log.Clock.Start, log.Clock.Start), (told.From, told.To));
        Assert.Equal(ids.Count, (await log.FindAsync(ids)).Count);
    }

    [Fact]
    public async Task A_segment_that_was_deleted_costs_what_was_on_its_way_and_a_new_one_tells_so()
    {
        await using var log = await NewLogAsync();
        var first = await log.KeptAsync(Text("first"));
        await log.UntilAsync(() => log.Counters.Rows == 1);
        await log.Blobs.DeleteBlobAsync(first.Segment.BlobName, cancellationToken: Cancel);

        await log.KeepAsync(Text("lost"), Text("lost as well"));
        await log.UntilAsync(() => log.Counters is { RowsLost: 2, WaitingBytes: 0, Segments: 2 });
        var next = await log.KeptAsync(Text("next"));
        await log.UntilAsync(() => log.Counters.Rows == 2);

        Assert.Contains(log.Logged, failure => failure is Azure.RequestFailedException { Status: 404 });
        Assert.NotEqual(first.Segment, next.Segment);
        Assert.Equal(Text("next"), (await log.FindAsync([next]))[next]);
        var rows = await log.RowsAsync();
        Assert.Equal((2, 2L), (rows.Count, LogRow.Read(SampleTask.Utf8(rows[0]))!.Lost));
    }

    private Task<LogUnderTest> NewLogAsync() => LogUnderTest.NewAsync(azurite, LogMode.BestEffort);

    private static async Task KeepAsync(LogUnderTest log, Dictionary<PredictionId, string> expected, int from, int rows)
    {
        foreach (var text in Enumerable.Range(from, rows).Select(row => Text($"{row}")))
            expected.Add(await log.KeptAsync(text), text);
    }
}
