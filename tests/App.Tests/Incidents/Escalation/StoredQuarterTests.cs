using MlFunctions.Support;
using MlFunctions.Support.Quarters;
using MlFunctions.Support.Quarters.Stored;

namespace MlFunctions.App.Tests.Incidents.Escalation;

/// <summary>A short quarter on storage: two jobs that look at the same moment, and die at random requests.</summary>
public sealed class StoredQuarterTests(AzuriteFixture azurite)
{
    private const int Seed = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_is_paged_once_in_time_with_its_messages_and_the_log_is_that_of_the_same_quarter_in_memory()
    {
        var stored = await PlayAsync(await StoredLog.StartAsync(azurite.ConnectionString, AzuriteFixture.NewPrefix(), Seed, Cancel));
        var memory = await PlayAsync(new MemoryLog());

        Assert.True(stored.Pages > 30, $"{stored.Pages} pages.");
        Assert.Equal((0, 0, 0, 0), (stored.Late, stored.Twice, stored.Unplanned, stored.Lost));
        Assert.Equal(memory.Hash, stored.Hash);
    }

    private static Task<QuarterFindings> PlayAsync(QuarterLog log) => new Quarter(Seed, new QuarterPlan(Seed, 40, 1), log).PlayAsync(Cancel);
}
