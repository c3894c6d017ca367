using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Storage.Audit;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Audit;

/// <summary>What becomes of changes while the audit cannot be reached.</summary>
public sealed class AuditOutageTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Carriage.Down)]
    [InlineData(Carriage.AnswersLost)]
    [InlineData(Carriage.Silent)]
    public async Task A_rollback_does_not_wait_for_the_audit_and_the_sweep_catches_up_once(Carriage carriage)
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.PromoteAsync(1, force: true);
        await host.PromoteAsync(2, force: true);
        var network = new CuttableNetwork();
        using var cut = new AuditLog(network.AccountOf(azurite, host.Prefix));
        await using var impaired = host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton(cut)));
        using var http = impaired.CreateClient();

        network.State = carriage;
        var back = await http.PostAsJsonAsync(AppHost.Task("rollbacks"), new { reason = "at once" }, Cancel);

        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.True(network.Stopped > 0);
        Assert.Equal(1, (await (await http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = WithAModelInProduction.Order }, Cancel)).JsonAsync()).Int("model"));
        network.State = Carriage.Up;
        await host.SweepAsync();
        await host.SweepAsync();
        Assert.Equal([1, 2, 3], (await host.AuditAsync()).Where(row => row.Text("key")!.StartsWith("deployment/", StringComparison.Ordinal)).Select(row => row.GetProperty("document").Int("number")));
        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
    }

    [Fact]
    public async Task A_sweep_that_is_cut_off_anywhere_is_completed_by_the_next_with_each_entry_once()
    {
        await using var host = await AuditedService.StartAsync(azurite);
        await host.PromoteAsync(1, force: true);
        var network = new CuttableNetwork();
        await using var other = new AppHost(azurite, host.Prefix) { Network = network };
        _ = other.Http;

        for (var requests = 0; requests < 40; requests += 4)
        {
            network.CutAfter(requests, requests % 8 == 0 ? Carriage.Down : Carriage.AnswersLost);
            await Record.ExceptionAsync(other.SweepAsync);
            network.State = Carriage.Up;
        }

        await host.SweepAsync();
        var keys = (await host.KeysAsync()).ToArray();
        Assert.Equal(["dataset/sample-task/1", "deployment/sample-task/1", "model/sample-task/1", "model/sample-task/2", "policy/sample-task/1"], keys.Order(StringComparer.Ordinal));
        Assert.True((await host.VerifyAsync()).GetProperty("isIntact").GetBoolean());
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_new_takes_four_requests_for_each_task_and_two()
    {
        var network = new CuttableNetwork();
        await using var host = await AuditedService.StartAsync(azurite);
        await using var other = new AppHost(azurite, host.Prefix) { Network = network };
        _ = other.Http;
        await other.SweepAsync();
        var before = network.Requests;

        await other.SweepAsync();

        // The sample task, and three that ship.
        Assert.Equal((4 * 4) + 2, network.Requests - before);
    }
}
