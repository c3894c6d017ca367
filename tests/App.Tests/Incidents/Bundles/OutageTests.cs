using System.Net;
using MlFunctions.App.Incidents.Bundles;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Incidents;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Bundles;

/// <summary>What becomes of a bundle while storage is away, or slow.</summary>
public sealed class OutageTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Carriage.Down)]
    [InlineData(Carriage.AnswersLost)]
    public async Task While_storage_fails_the_mark_stays_and_the_bundle_is_completed_later(Carriage carriage)
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await service.RunAsync(1, error: 3, errorOfStore3: 3);
        var now = service.Watched.Clock.GetUtcNow();
        var ticket = await service.FireAsync("mae", new(now.AddMinutes(-5), now, Verdict.Worse, 9, 240, "mae is 9."));
        var network = new CuttableNetwork();
        await using var other = new AppHost(azurite, service.Host.Prefix) { Clock = service.Watched.Clock, Network = network };
        _ = other.Http;

        for (var requests = 0; requests < 40; requests += 8)
        {
            network.CutAfter(requests, carriage);
            await Record.ExceptionAsync(() => ExplainedService.CollectAsync(other));
            network.State = Carriage.Up;
        }

        await ExplainedService.CollectAsync(service.Host);

        Assert.Equal(["opened", "bundled"], await service.ActionsAsync(ticket));
        var bundle = await service.BundleAsync(ticket);
        Assert.Equal(1, bundle.Int("event"));
        Assert.Equal(["rollback"], bundle.GetProperty("missing").EnumerateObject().Select(part => part.Name));
        Assert.Empty(await new TicketStore(service.Host.Storage).ToBundleAsync(10, Cancel));
    }

    [Fact]
    public async Task What_is_not_there_in_time_is_named_and_the_rest_is_kept()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        var now = service.Watched.Clock.GetUtcNow();
        var ticket = await service.FireAsync("mae", new(now.AddMinutes(-5), now, Verdict.Worse, 9, 240, "mae is 9."));
        var network = new CuttableNetwork();
        await using var other = new AppHost(azurite, service.Host.Prefix) { Clock = service.Watched.Clock, Network = network };
        _ = other.Http;

        // Marks, ticket, blob, event and task are read; the parts wait.
        network.CutAfter(5, Carriage.Silent);
        var collecting = ExplainedService.CollectAsync(other);
        await Eventually.IsAsync(() => network.Stopped >= 3);

        service.Watched.Clock.Advance(BundleCollector.Limit);
        network.State = Carriage.Up;
        await collecting;

        var bundle = await service.BundleAsync(ticket);
        Assert.Equal(
            ["curve", "deployments", "predictions", "rollback", "rule", "similar", "slices", "trainings", "versions"],
            bundle.GetProperty("missing").EnumerateObject().Where(part => part.Value.GetString()!.Contains("in time", StringComparison.Ordinal)).Select(part => part.Name));
        Assert.Equal("mae is 9.", bundle.GetProperty("alarm").GetProperty("evaluation").Text("detail"));
        Assert.Equal(HttpStatusCode.OK, (await service.Host.Http.GetAsync($"api/tickets/{ticket}/bundle?number=1", Cancel)).StatusCode);
    }
}
