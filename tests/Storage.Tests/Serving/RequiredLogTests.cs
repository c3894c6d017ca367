using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;
using static MlFunctions.Storage.Tests.Serving.LogUnderTest;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class RequiredLogTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(Carriage.Down, 0)]
    [InlineData(Carriage.AnswersLost, 1)]
    public async Task An_outage_is_refused_with_when_to_come_back_and_a_new_segment_begins_after_it(Carriage outage, int unacknowledged)
    {
        await using var log = await NewLogAsync();
        var first = await log.KeptAsync(Text("first"));

        log.Network.State = outage;
        var refused = Assert.IsType<Unavailable>((await log.KeepAsync(Text("refused"))).Refusal);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(refused, log.Closed);
        Assert.Equal(refused, (await log.KeepAsync(Text("refused at once"))).Refusal);
        log.Network.State = Carriage.Up;
        log.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(log.Closed);
        var next = await log.KeptAsync(Text("next"));

        Assert.NotEqual(first.Segment, next.Segment);
        Assert.Equal(new Dictionary<PredictionId, string> { [first] = Text("first"), [next] = Text("next") }, await log.FindAsync([first, next]));
        Assert.Equal([Text("first"), .. Enumerable.Repeat(Text("refused"), unacknowledged), Text("next")], await log.RowsAsync());
        Assert.Equal((2, 0), (log.Counters.Rows, log.Counters.WaitingBytes));
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_an_outage()
    {
        await using var log = await NewLogAsync();
        log.Network.State = Carriage.Silent;

        var kept = await log.Clock.AdvanceUntilDoneAsync(TimeSpan.FromSeconds(1), log.KeepAsync(Text("refused")));

        Assert.IsType<Unavailable>(kept.Refusal);
    }

    [Fact]
    public async Task Rows_that_come_while_an_append_is_under_way_go_into_another_segment_meanwhile()
    {
        await using var log = await NewLogAsync();
        log.Network.State = Carriage.Silent;

        var first = log.KeptAsync(Text("first"));
        await log.UntilAsync(() => log.Network.Stopped == 1);
        var second = log.KeptAsync(Text("second"));
        await log.UntilAsync(() => log.Network.Stopped == 2);
        log.Network.State = Carriage.Up;

        Assert.NotEqual((await first).Segment, (await second).Segment);
        Assert.Equal(2, (await log.FindAsync([await first, await second])).Count);
    }

    [Fact]
    public async Task Every_row_of_many_callers_is_there_once_and_the_counters_agree_with_the_blobs()
    {
        await using var log = await NewLogAsync();
        string[] rows = [.. Enumerable.Range(0, 3000).Select(row => Text($"{row}"))];

        var ids = await System.Threading.Tasks.Task.WhenAll(rows.Select(row => System.Threading.Tasks.Task.Run(() => log.KeptAsync(row), TestContext.Current.CancellationToken)));

        Assert.Equal(ids.Zip(rows).ToDictionary(pair => pair.First, pair => pair.Second), await log.FindAsync(ids));
        Assert.Equal(rows.Order(), (await log.RowsAsync()).Order());
        var (counters, size) = (log.Counters, await log.SizeAsync());
        Assert.Equal((rows.Length, size.Bytes, size.Blocks, size.Blobs), (counters.Rows, counters.Bytes, counters.Appends, counters.Segments));
        Assert.Equal((rows.Sum(row => row.Length + 1L), 0, 0), (counters.Bytes, counters.WaitingBytes, counters.RowsLost));
    }

    [Fact]
    public async Task More_than_memory_takes_is_refused_and_what_was_taken_is_written()
    {
        await using var log = await NewLogAsync();
        log.Network.State = Carriage.Silent;
        var row = new string('x', 1 << 20);

        var calls = Enumerable.Range(0, 40).Select(_ => log.KeepAsync(row)).ToArray();
        Assert.Contains("behind", Assert.IsType<Unavailable>(log.Closed).Detail, StringComparison.Ordinal);
        log.Network.State = Carriage.Up;
        var answers = await System.Threading.Tasks.Task.WhenAll(calls);

        var refused = answers.Where(answer => !answer.IsDone).Select(answer => Assert.IsType<Unavailable>(answer.Refusal)).ToArray();
        Assert.Equal(8, refused.Length);
        Assert.All(refused, refusal => Assert.True(refusal.RetryAfter > TimeSpan.Zero));
        Assert.Equal(32, (await log.RowsAsync()).Count(text => text == row));
        Assert.Null(log.Closed);
    }

    private Task<LogUnderTest> NewLogAsync() => LogUnderTest.NewAsync(azurite, LogMode.Required);
}
