using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Timers;

public sealed class TwoHostsTests(AzuriteFixture azurite)
{
    private readonly string prefix = AzuriteFixture.NewPrefix();

    private TestHost NewHost() => new TestHost(azurite, prefix).With("TickSchedule", "0 0 * * * *").Started();

    [Fact]
    public async Task Only_the_host_that_holds_the_lease_fires_and_the_other_takes_over_when_it_stops()
    {
        using var first = NewHost();
        await first.Log.WaitAsync("TimerNext");
        using var second = NewHost();
        await second.Log.WaitAsync("TimerElsewhere");

        await first.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => first.Recorder.Count("Tick") == 1);
        await second.Clock.AdvanceUntilAsync(Lease.RenewalPeriod, () => second.Clock.GetUtcNow() >= first.Clock.GetUtcNow() && second.Log.Count("TimerElsewhere") > 1);
        Assert.Empty(second.Recorder.Ticks);

        await first.DisposeAsync();
        await second.Clock.AdvanceUntilAsync(Lease.RenewalPeriod, () => second.Recorder.Count("Tick") == 1);
        Assert.Equal(1, first.Recorder.Count("Tick"));
    }

    [Fact]
    public async Task A_host_that_loses_its_lease_does_not_fire_until_it_has_it_again()
    {
        using var host = NewHost();
        await host.Log.WaitAsync("TimerNext");
        var taken = new BlobContainerClient(azurite.ConnectionString, $"{prefix}locks").GetBlobClient("Tick").GetBlobLeaseClient();
        await taken.BreakAsync(TimeSpan.Zero, cancellationToken: TestContext.Current.CancellationToken);
        await taken.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: TestContext.Current.CancellationToken);

        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Log.WaitAsync("TimerLeaseLost");
        await host.Clock.AdvanceUntilAsync(Lease.RenewalPeriod, () => host.Log.Count("TimerElsewhere") > 1);
        Assert.Empty(host.Recorder.Ticks);

        await taken.ReleaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await host.Clock.AdvanceUntilAsync(Lease.RenewalPeriod, () => host.Recorder.Count("Tick") == 1);
        Assert.True(Assert.Single(host.Recorder.Ticks).IsPastDue);
    }
}
