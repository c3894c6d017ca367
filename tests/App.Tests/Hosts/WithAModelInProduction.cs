using System.Text.Json;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Hosts;

/// <summary>One host for tests that only predict and look: rows uploaded, both trainers run, the best model in production.</summary>
public sealed class WithAModelInProduction(AzuriteFixture azurite) : IAsyncLifetime
{
    public static object Order { get; } = new { placed = "2026-01-11T19:00:00Z", store = "s3", items = 2, couriers = 20 };

    public AppHost Host { get; } = new(azurite);

    public JsonElement Training { get; private set; }

    public int Model => Training.GetProperty("model").GetInt32();

    public async ValueTask InitializeAsync()
    {
        await Host.WithTheSampleTaskAsync();
        Assert.True((await Host.UploadAsync(SampleTask.Csv(1500))).IsSuccessStatusCode);
        Training = await Host.TrainAsync();
        var promoted = await Host.PromoteAsync(Model);
        Assert.True(promoted.IsSuccessStatusCode, await promoted.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
