using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Timers;
using MlFunctions.Support;
using MlFunctions.Support.Accounts;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>This version on accounts that this and earlier versions filled.</summary>
public sealed class EarlierAccountTests(AzuriteFixture azurite)
{
    /// <summary>Answers that a later version gives differently on purpose: the account, the path, and why.</summary>
    private static readonly (string Account, string Path, string Reason)[] ChangedOnPurpose =
    [
        .. StoredAccounts.Names.SelectMany(name => new[]
        {
            (name, "api/tasks/deliveries/models/3/gates?to=production", "A pilot's failures are a guardrail."),
            (name, "api/tasks/deliveries/stages", "A pilot's failures are a guardrail."),
        }),
    ];

    public static TheoryData<string> Accounts => [.. StoredAccounts.Names];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Account_of_an_earlier_version_answers_as_before_and_goes_on(string name)
    {
        var account = StoredAccounts.Load(name);
        await using var host = await StartAsync(account);
        string[] predictions = [.. account.Answers.Select(answer => answer.Path).Where(path => path.StartsWith("api/predictions/", StringComparison.Ordinal))];
        Assert.NotEmpty(predictions);

        await CompareAsync(host, name, account.Answers);
        foreach (var prediction in predictions)
            Assert.True((await (await host.Http.PostAsync($"{prediction}/replays", null, Cancel)).JsonAsync()).GetProperty("identical").GetBoolean(), prediction);
        await CorrectAsync(host, "deliveries", predictions.Last(path => path.Contains("deliveries", StringComparison.Ordinal))["api/predictions/".Length..]);
        await RollBackAsync(host, "deliveries");
        await TickAsync(host);
        var verified = await host.Http.GetFromJsonAsync<JsonElement>("api/audit/verification", Cancel);
        Assert.True(verified.GetProperty("isIntact").GetBoolean(), verified.GetRawText());
    }

    /// <summary>Every call answers what it answered when the account was made.</summary>
    private static async Task CompareAsync(AppHost host, string name, IReadOnlyList<StoredAnswer> answers)
    {
        var differences = new List<string>();
        foreach (var answer in answers.Where(answer => !ChangedOnPurpose.Any(changed => changed.Account == name && changed.Path == answer.Path)))
        {
            using var response = await host.Http.GetAsync(answer.Path, Cancel);
            var text = await response.Content.ReadAsStringAsync(Cancel);
            if ((response.IsSuccessStatusCode ? Difference.Of(answer.Text, text) : $"{(int)response.StatusCode} {text}") is { } difference)
                differences.Add($"{answer.Path}: {difference}");
        }

        Assert.Empty(differences);
    }

    private async Task<AppHost> StartAsync(StoredAccount account)
    {
        var host = new AppHost(azurite) { Clock = new StillClock(account.Origin.Now), Settings = new Dictionary<string, string> { ["Receivers:allowPrivate"] = "true" } };
        await new AccountTransfer(azurite.ConnectionString, host.Prefix).WriteAsync(account, Cancel);
        return host;
    }

    private static async Task CorrectAsync(AppHost host, string task, string prediction)
    {
        Assert.Equal(1, (await host.AskAsync(task, "outcomes", new { outcomes = new[] { new { prediction, actual = 77.5 } } })).Int("accepted"));
        var outcome = (await host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{prediction}", Cancel)).GetProperty("outcome");
        Assert.Equal((77.5, true), (outcome.GetProperty("actual").GetDouble(), outcome.TryGetProperty("corrects", out _)));
    }

    /// <summary>The model before answers the next call.</summary>
    private static async Task RollBackAsync(AppHost host, string task)
    {
        var before = (await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/{task}/stages", Cancel)).GetRawText();
        var change = await host.AskAsync(task, "rollbacks", new { reason = "A test.", by = "ada" });
        var answer = await host.AskAsync(task, "predictions", new { unit = "s1", input = WithAModelInProduction.Order });
        Assert.True(change.Int("model") == answer.Int("model"), $"{before} {change} {answer}");
    }

    /// <summary>Every timer function runs and reports no error.</summary>
    private static async Task TickAsync(AppHost host)
    {
        var timers = host.Services.GetRequiredService<TimerService>();
        foreach (var timer in host.Services.GetRequiredService<FunctionCatalog>().Timers)
        {
            await timers.Fire(timer.Name)!;
            Assert.Equal((timer.Name, 1, 0), (timer.Name, timers.Count(timer.Name).Runs, timers.Count(timer.Name).Failures));
        }

        Assert.Empty(host.Errors);
    }
}
