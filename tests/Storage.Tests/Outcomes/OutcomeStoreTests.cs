using MlFunctions.Domain.Outcomes;
using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Outcomes;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Outcomes;

public sealed class OutcomeStoreTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saying_it_again_changes_nothing()
    {
        var store = new OutcomeStore(await azurite.NewAccountAsync());
        Outcome[] outcomes = [.. Enumerable.Range(0, 250).Select(i => Outcome(i, i))];

        Assert.Equal(new OutcomeReceipt(250, 0), await store.AddAsync(outcomes, Cancel));
        Assert.Equal(new OutcomeReceipt(0, 250), await store.AddAsync(outcomes, Cancel));
        Assert.Equal(new OutcomeReceipt(0, 2), await store.AddAsync([outcomes[3], outcomes[3]], Cancel));
    }

    [Fact]
    public async Task Saying_something_else_corrects_and_keeps_what_was_said_before()
    {
        var store = new OutcomeStore(await azurite.NewAccountAsync());
        await store.AddAsync([Outcome(1, 40)], Cancel);

        Assert.Equal(new OutcomeReceipt(1, 0), await store.AddAsync([Outcome(1, 44)], Cancel));
        Assert.Equal(new OutcomeReceipt(0, 1), await store.AddAsync([Outcome(1, 44)], Cancel));
        Assert.Equal(Outcome(1, 44) with { Corrects = Actual.Of(40) }, await store.FindAsync(Id(1), Cancel));
        Assert.Null(await store.FindAsync(Id(2), Cancel));
    }

    [Fact]
    public async Task Grades_of_products_are_kept_and_corrected_too()
    {
        var store = new OutcomeStore(await azurite.NewAccountAsync());
        await store.AddAsync([Graded(1, """{"a":3,"b":0}""")], Cancel);

        Assert.Equal(new OutcomeReceipt(0, 1), await store.AddAsync([Graded(1, """{"a":3,"b":0}""")], Cancel));
        Assert.Equal(new OutcomeReceipt(1, 0), await store.AddAsync([Graded(1, """{"a":2}""")], Cancel));
        Assert.Equal(Graded(1, """{"a":2}""") with { Corrects = new Actual("""{"a":3,"b":0}""") }, await store.FindAsync(Id(1), Cancel));
    }

    [Fact]
    public async Task Outcomes_told_by_several_at_once_are_each_accepted_once()
    {
        var store = new OutcomeStore(await azurite.NewAccountAsync());
        Outcome[] outcomes = [.. Enumerable.Range(0, 60).Select(i => Outcome(i, i))];

        var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.AddAsync(outcomes, Cancel)));

        Assert.Equal((60, 180), (receipts.Sum(r => r.Accepted), receipts.Sum(r => r.Duplicates)));
    }

    private static Outcome Outcome(int place, double actual) => new(Id(place), Actual.Of(actual), Now, Now);

    private static Outcome Graded(int place, string grades) => new(Id(place), new Actual(grades), Now, Now);

    private static PredictionId Id(int place) => new(new LogSegment(SampleTask.Definition.Name, new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc), "one", 0), place * 100, 100);
}
