using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Timers;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;
using MlFunctions.Support.Accounts;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>This version on an account that a newer one filled, as after a rollback of the application.</summary>
public sealed class NewerAccountTests(AzuriteFixture azurite)
{
    private const int Newer = 99;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_a_newer_version_are_refused_and_stay_as_they_are()
    {
        var account = Mark(StoredAccounts.Newest);
        await using var host = new AppHost(azurite) { Clock = new StillClock(account.Origin.Now) };
        var transfer = new AccountTransfer(azurite.ConnectionString, host.Prefix);
        await transfer.WriteAsync(account, Cancel);

        // The rows of the audit state no format, so they can be listed.
        foreach (var path in account.Answers.Select(answer => answer.Path).Where(path => path.Split('?')[0] != "api/audit"))
            await RefusedAsync(await host.Http.GetAsync(path, Cancel));
        await RefusedAsync(await host.Http.PostAsJsonAsync("api/tasks/deliveries/predictions", new { input = WithAModelInProduction.Order }, Cancel));
        await RefusedAsync(await host.Http.PostAsJsonAsync("api/tasks/deliveries/rollbacks", new { }, Cancel));
        foreach (var timer in host.Services.GetRequiredService<FunctionCatalog>().Timers)
            await host.Services.GetRequiredService<TimerService>().Fire(timer.Name)!;

        Assert.Equal(account.Documents.Order(StringComparer.Ordinal), (await transfer.ReadAsync(account.Origin, Cancel)).Documents.Order(StringComparer.Ordinal));
    }

    private static StoredAccount Mark(StoredAccount account)
    {
        foreach (var row in account.Tables.Values.SelectMany(rows => rows).Where(row => row.ContainsKey(Format.Column)))
            row[Format.Column] = Newer;
        return account with { Blobs = [.. account.Blobs.Select(blob => blob.Metadata.ContainsKey(Format.Entry) ? blob with { Metadata = new Dictionary<string, string>(blob.Metadata) { [Format.Entry] = $"{Newer}" } } : blob)] };
    }

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        var problem = await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains($"was written by a newer version of the application: it has format {Newer}", problem.Text("detail"), StringComparison.Ordinal);
    }
}
