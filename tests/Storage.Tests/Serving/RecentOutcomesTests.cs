using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class RecentOutcomesTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Labels come for all rows, for each hundredth, or long ago.</summary>
    [Theory]
    [InlineData(3000, 400, 0)]
    [InlineData(300, 40_000, 0)]
    [InlineData(200, 400, 900_000_000)]
    public async Task The_newest_of_a_segment_are_found_in_the_order_of_the_log(int outcomes, int apart, long after)
    {
        var account = await azurite.NewAccountAsync();
        Outcome[] told = [.. Enumerable.Range(0, outcomes).Select(i => new Outcome(Id((long)i * apart), Actual.Of(i), Now, Now))];
        await new OutcomeStore(account, new InstanceId("one")).AddAsync([.. told, told[0] with { Prediction = Id(7, segment: 1) }], Cancel);

        var found = await new RecentOutcomes(account).NewestAsync(new SegmentLength(Segment(), ((long)outcomes * apart) + after), 100, Cancel);

        Assert.Equal(told.TakeLast(100), found);
    }

    [Fact]
    public async Task Where_nothing_was_told_nothing_is_found()
    {
        var account = await azurite.NewAccountAsync();
        Assert.Empty(await new RecentOutcomes(account).NewestAsync(new SegmentLength(Segment(), 5_000_000_000), 100, Cancel));
    }

    [Fact]
    public async Task Fewer_than_are_wanted_are_all()
    {
        var account = await azurite.NewAccountAsync();
        await new OutcomeStore(account, new InstanceId("one")).AddAsync([new(Id(0), Actual.Of(1), Now, Now), new(Id(3_000_000), Actual.Of(2), Now, Now)], Cancel);
        var found = await new RecentOutcomes(account).NewestAsync(new SegmentLength(Segment(), 5_000_000), 100, Cancel);
        Assert.Equal([1, 2], found.Select(outcome => outcome.Actual.Number));
    }

    [Fact]
    public async Task Those_of_some_predictions_are_found_wherever_they_lie_and_no_others()
    {
        var account = await azurite.NewAccountAsync();
        Outcome[] told = [.. Enumerable.Range(0, 2500).Select(i => new Outcome(Id((long)i * 100, segment: i % 3), Actual.Of(i), Now, Now))];
        await new OutcomeStore(account, new InstanceId("one")).AddAsync(told, Cancel);
        PredictionId[] asked = [.. told.Where((_, i) => i % 2 == 0).Select(outcome => outcome.Prediction), Id(50), Id(900_000_000), Id(0, segment: 7)];

        var found = await new RecentOutcomes(account).OfAsync([.. asked.Reverse()], Cancel);

        Assert.Equal(told.Where((_, i) => i % 2 == 0).Select(outcome => outcome.Actual), asked.Where(found.ContainsKey).Select(id => found[id].Actual));
        Assert.Empty(await new RecentOutcomes(account).OfAsync([], Cancel));
    }

    private static PredictionId Id(long offset, int segment = 0) => new(Segment(segment), offset, 100);

    private static LogSegment Segment(int number = 0) => new(SampleTask.Definition.Name, new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc), "one", number);
}
