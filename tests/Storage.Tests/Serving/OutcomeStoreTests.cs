using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Serving;

public sealed class OutcomeStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saying_it_again_changes_nothing()
    {
        var store = New(await azurite.NewAccountAsync());
        Outcome[] outcomes = [.. Enumerable.Range(0, 250).Select(i => Outcome(i, i))];

        Assert.Equal((250, 0), await CountAsync(store, outcomes));
        Assert.Equal((0, 250), await CountAsync(store, outcomes));
        Assert.Equal((0, 2), await CountAsync(store, outcomes[3], outcomes[3]));
    }

    [Fact]
    public async Task Many_are_told_again_and_corrected_over_pages_and_partitions()
    {
        var store = New(await azurite.NewAccountAsync());
        Outcome[] outcomes = [.. Enumerable.Range(0, 3000).Select(i => Outcome(i, i, segment: i % 2))];
        Assert.Equal((3000, 0), await CountAsync(store, outcomes));
        Outcome[] told = [.. outcomes.Select((o, i) => i % 10 == 0 ? o with { Actual = Actual.Of(-1) } : o), Outcome(900_000, 1)];

        var receipt = await store.AddAsync(told, Cancel);

        Assert.Equal((301, 2700), (receipt.Accepted.Count, receipt.Duplicates));
        Assert.All(receipt.Accepted, o => Assert.Equal(o.Corrects?.Number, o.Prediction.Offset == 90_000_000 ? null : o.Prediction.Offset / 100));
        Assert.Equal(told[20] with { Corrects = Actual.Of(20) }, await store.FindAsync(told[20].Prediction, Cancel));
    }

    [Fact]
    public async Task A_transaction_whose_answer_got_lost_is_kept_once()
    {
        var network = new LostAnswer("$batch");
        var store = New(await network.NewAccountAsync(azurite));

        var receipt = await store.AddAsync([Outcome(1, 40), Outcome(2, 41)], Cancel);

        Assert.True(network.HasHappened);
        Assert.Equal(2, receipt.Accepted.Count + receipt.Duplicates);
        Assert.Equal(Outcome(2, 41), await store.FindAsync(Id(2), Cancel));
    }

    [Fact]
    public async Task Grades_beyond_what_a_transaction_holds_take_several()
    {
        var store = New(await azurite.NewAccountAsync());
        var grades = $$"""{{{string.Join(',', Enumerable.Range(0, 900).Select(i => $"\"product-with-a-long-id-{i:D5}\":3"))}}}""";
        Outcome[] outcomes = [.. Enumerable.Range(0, 100).Select(i => Graded(i, grades))];

        Assert.Equal((100, 0), await CountAsync(store, outcomes));
        Assert.Equal((0, 100), await CountAsync(store, outcomes));
    }

    [Fact]
    public async Task Saying_something_else_corrects_and_keeps_what_was_said_before()
    {
        var store = New(await azurite.NewAccountAsync());
        await store.AddAsync([Outcome(1, 40)], Cancel);

        Assert.Equal((1, 0), await CountAsync(store, Outcome(1, 44)));
        Assert.Equal((0, 1), await CountAsync(store, Outcome(1, 44)));
        Assert.Equal(Outcome(1, 44) with { Corrects = Actual.Of(40) }, await store.FindAsync(Id(1), Cancel));
        Assert.Null(await store.FindAsync(Id(2), Cancel));
    }

    [Fact]
    public async Task Grades_of_products_are_kept_and_corrected_too()
    {
        var store = New(await azurite.NewAccountAsync());
        await store.AddAsync([Graded(1, """{"a":3,"b":0}""")], Cancel);

        Assert.Equal((0, 1), await CountAsync(store, Graded(1, """{"a":3,"b":0}""")));
        Assert.Equal((1, 0), await CountAsync(store, Graded(1, """{"a":2}""")));
        Assert.Equal(Graded(1, """{"a":2}""") with { Corrects = new Actual("""{"a":3,"b":0}""") }, await store.FindAsync(Id(1), Cancel));
    }

    [Fact]
    public async Task Outcomes_told_by_several_at_once_are_each_accepted_once()
    {
        var store = New(await azurite.NewAccountAsync());
        Outcome[] outcomes = [.. Enumerable.Range(0, 60).Select(i => Outcome(i, i))];

        var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.AddAsync(outcomes, Cancel)));

        Assert.Equal((60, 180), (receipts.Sum(r => r.Accepted.Count), receipts.Sum(r => r.Duplicates)));
    }

    [Fact]
    public async Task What_was_known_at_a_time_stays_known_after_corrections_of_numbers_and_of_large_grades()
    {
        var account = await azurite.NewAccountAsync();
        var store = New(account);
        var grades = $$"""{{{string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"product-{i:D5}\":3"))}}}""";
        for (var hour = 0; hour < 20; hour++)
        {
            var time = Now.AddHours(hour);
            await store.AddAsync([Outcome(1, hour) with { RecordedAt = time }, Graded(2, hour == 0 ? "{\"a\":1}" : grades.Replace("00007", $"1{hour:D4}", StringComparison.Ordinal)) with { RecordedAt = time }], Cancel);
        }

        var found = await new SegmentOutcomes(account).ReadAsync(Id(1).Segment, Cancel).ToListAsync(Cancel);

        Assert.Equal([Id(1), Id(2)], found.Select(history => history.Prediction));
        Assert.Equal(OutcomeHistory.MostTellings, found[0].Tellings.Count);
        Assert.Equal([null, 4.0, 10.0, 19.0], new[] { 3.9, 4, 10.5, 99 }.Select(hour => found[0].KnownAt(Now.AddHours(hour))?.Actual.Number));
        Assert.Contains("product-10018", found[1].KnownAt(Now.AddHours(18.5))!.Actual.Json, StringComparison.Ordinal);
    }

    private static OutcomeStore New(StorageAccount account) => new(account, new InstanceId("one"));

    private static async Task<(int Accepted, int Duplicates)> CountAsync(OutcomeStore store, params Outcome[] outcomes)
    {
        var receipt = await store.AddAsync(outcomes, Cancel);
        return (receipt.Accepted.Count, receipt.Duplicates);
    }

    private static Outcome Outcome(int place, double actual, int segment = 0) => new(Id(place, segment), Actual.Of(actual), Now, Now);

    private static Outcome Graded(int place, string grades) => new(Id(place), new Actual(grades), Now, Now);

    private static PredictionId Id(int place, int segment = 0) => new(new LogSegment(SampleTask.Definition.Name, new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc), "one", segment), place * 100L, 100);
}
