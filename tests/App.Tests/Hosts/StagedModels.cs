using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Rollout.Deployments;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Hosts;

/// <summary>Puts models of the sample task where a test wants them, past every gate, and asks what they do there.</summary>
internal static class StagedModels
{
    /// <summary>The sample task, whose units are stores, and whose shadows no test machine is too slow for.</summary>
    public static TaskDefinition Declared { get; } = SampleTask.Definition with { Unit = "store", Promotion = new PromotionPolicy(MaxP99Milliseconds: 1e6) };

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The sample task, whose units are stores, with so many models; the first is in production. They learned from different rows, so that they answer differently.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="models">How many.</param>
    /// <param name="task">Null for that task.</param>
    public static async Task<AppHost> WithModelsAsync(this AppHost host, int models, TaskDefinition? task = null)
    {
        await host.Services.GetRequiredService<TaskStore>().AddAsync(task ?? Declared, Cancel);
        for (var model = 1; model <= models; model++)
            await host.WithAnotherModelAsync(model);
        await host.ChangeAsync(now => now.Promote(1, null, false, Now));
        return host;
    }

    public static async Task WithAnotherModelAsync(this AppHost host, int seed)
    {
        Assert.True((await host.UploadAsync(SampleTask.Csv(300, seed))).IsSuccessStatusCode);
        Assert.Equal("succeeded", (await host.TrainAsync(new { trainer = "linear", seed })).Text("state"));
    }

    public static async Task ChangeAsync(this AppHost host, Func<Deployment, Result<DeploymentChange>> decide) =>
        Assert.True((await host.Services.GetRequiredService<Deployer>().ApplyAsync(SampleTask.Definition.Name, decide, Cancel)).IsDone);

    public static Task ShadowAsync(this AppHost host, int model) => host.ChangeAsync(now => now.Shadow(model, null, false, Now));

    public static Task PilotAsync(this AppHost host, int model, double share) => host.ChangeAsync(now => now.Try(model, share, null, false, Now));

    /// <summary>An input whose unit is a store.</summary>
    public static object Order(int store, int items = 2) => new { placed = "2026-01-11T19:00:00Z", store = Store(store), items, couriers = 20 };

    public static string Store(int number) => string.Create(CultureInfo.InvariantCulture, $"s{number}");

    /// <summary>What one call answers to the orders of many stores.</summary>
    public static async Task<JsonElement[]> PredictStoresAsync(this AppHost host, int stores) =>
        [.. (await host.PredictAsync(new { inputs = Enumerable.Range(0, stores).Select(store => Order(store)) })).GetProperty("predictions").EnumerateArray()];

    /// <summary>What a shadow has done on this host once it has been asked for so many inputs.</summary>
    public static async Task<JsonElement> UntilShadowedAsync(this AppHost host, int model, int inputs)
    {
        var found = default(JsonElement);
        await Eventually.IsAsync(async () =>
        {
            var shadows = (await host.ServingAsync()).GetProperty("shadows").EnumerateArray();
            found = shadows.FirstOrDefault(shadow => shadow.Int("model") == model && shadow.Int("scored") + shadow.Int("failed") + shadow.Int("shed") >= inputs);
            return found.ValueKind == JsonValueKind.Object;
        });
        return found;
    }

    /// <summary>Waits until so many rows of shadows are in storage.</summary>
    public static Task UntilShadowsLoggedAsync(this AppHost host, int rows) =>
        Eventually.IsAsync(() => host.Services.GetRequiredService<ShadowLog>().Counters(SampleTask.Definition.Name).Rows >= rows);

    public static Task<JsonElement> RecordAsync(this AppHost host, JsonElement prediction) => host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{prediction.Text("id")}", Cancel);
}
