using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Standalone;

namespace MlFunctions.Benchmarks.Outcomes;

/// <summary>What a host has cost since it was last asked.</summary>
/// <param name="Requests">To storage, by method and port.</param>
/// <param name="PeakBytes">The most memory that its process has held.</param>
/// <param name="CpuSeconds">Since it started.</param>
internal sealed record Cost(Dictionary<string, int> Requests, long PeakBytes, double CpuSeconds);

/// <summary>The Standalone host in a process that also tells what it costs.</summary>
internal sealed class CountedHost(ServerProcess process, Uri address) : IAsyncDisposable
{
    private const string Path = "/cost";

    public static Command Command { get; } = new(
        "serve-counted <port>", "The Standalone host, which counts its requests to storage; the outcomes command starts it.", RunAsync);

    public HttpClient Http { get; } = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };

    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="prefix">Of its names there.</param>
    /// <param name="more">Further settings.</param>
    /// <param name="cancel">Ends the waiting for it.</param>
    public static async Task<CountedHost> StartAsync(string storage, string prefix, IReadOnlyDictionary<string, string> more, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        var settings = new Dictionary<string, string>(more) { ["AzureWebJobsStorage"] = storage, ["MlFunctions__StoragePrefix"] = prefix, ["TrainingSchedule"] = "disabled" };
        string[] words = [Command.Name, address.Port.ToString(CultureInfo.InvariantCulture)];
        return new(await ServerProcess.StartAsync("MlFunctions.Benchmarks.dll", words, settings, new Uri(address, "api/health"), cancel), address);
    }

    /// <summary>The cost since the last call of this.</summary>
    public async Task<Cost> CostAsync(CancellationToken cancel) => (await Http.GetFromJsonAsync<Cost>(Path, cancel))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
    }

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        using var requests = new StorageRequests();
        await using var host = StandaloneHost.Create(["--urls", $"http://127.0.0.1:{arguments.Place(0, "<port>")}"]);
        host.MapGet(Path, () =>
        {
            using var self = Process.GetCurrentProcess();
            var cost = new Cost(new(requests.Sent), self.PeakWorkingSet64, self.TotalProcessorTime.TotalSeconds);
            requests.Clear();
            // The kernel then counts the peak anew.
            File.WriteAllText("/proc/self/clear_refs", "5");
            return Results.Json(cost);
        });
        await host.StartAsync(cancel);
        await host.WaitForShutdownAsync(cancel);
        return 0;
    }
}
