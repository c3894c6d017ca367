using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Audit;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Audit;

/// <summary>What tests do with the audit of a host.</summary>
internal static class AuditedService
{
    /// <summary>The sample task with two simple models, of which none is in production.</summary>
    public static async Task<AppHost> StartAsync(AzuriteFixture azurite)
    {
        var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.TrainAsync(new { trainer = "median" });
        await host.TrainAsync(new { trainer = "median", seed = 2 });
        return host;
    }

    public static Task SweepAsync(this AppHost host) => host.Services.GetRequiredService<AuditSweep>().RunAsync(TestContext.Current.CancellationToken);

    public static async Task<JsonElement[]> AuditAsync(this AppHost host, string query = "task=sample-task") =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>($"api/audit?{query}")).GetProperty("audit").EnumerateArray()];

    public static async Task<IEnumerable<string?>> KeysAsync(this AppHost host, string query = "task=sample-task") => (await host.AuditAsync(query)).Select(row => row.Text("key"));

    public static Task<JsonElement> VerifyAsync(this AppHost host, string query = "") => host.Http.GetFromJsonAsync<JsonElement>($"api/audit/verification{query}");

    /// <summary>Flips a bit in the middle of a blob.</summary>
    public static async Task FlipAsync(this AppHost host, string container, string name)
    {
        var blob = host.Storage.Container(container).GetBlobClient(name);
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
    }
}
