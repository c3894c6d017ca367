using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Datasets.Uploads;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Datasets.Uploads;

/// <summary>What callers do with uploads of the sample task.</summary>
internal static class UploadCalls
{
    /// <summary>Begins an upload; its id.</summary>
    public static async Task<string> StartUploadAsync(this AppHost host, object? request = null)
    {
        var started = await host.Http.PostAsJsonAsync(AppHost.Task("uploads"), request ?? new { role = "training" });
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync());
        return (await started.JsonAsync()).Text("id")!;
    }

    public static async Task<HttpResponseMessage> PutPartAsync(this AppHost host, string id, int number, byte[] bytes, string? digest = null)
    {
        using var body = new ByteArrayContent(bytes);
        if (digest is not null)
            body.Headers.Add("Content-Digest", digest);
        return await host.Http.PutAsync(AppHost.Task($"uploads/{id}/parts/{number}"), body);
    }

    /// <summary>Sends parts, each numbered by its place from 1, in any order.</summary>
    public static async Task SendAsync(this AppHost host, string id, IReadOnlyList<byte[]> parts, IEnumerable<int>? order = null)
    {
        foreach (var number in order ?? Enumerable.Range(1, parts.Count))
        {
            var answer = await host.PutPartAsync(id, number, parts[number - 1]);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    public static Task<HttpResponseMessage> CompleteAsync(this AppHost host, string id, object? request = null) =>
        host.Http.PostAsJsonAsync(AppHost.Task($"uploads/{id}/completion"), request ?? new { });

    public static Task<JsonElement> UploadOfAsync(this AppHost host, string id, string query = "") => host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"uploads/{id}{query}"));

    /// <summary>Reads what waits, as the timer would.</summary>
    public static Task RunUploadsAsync(this AppHost host) => host.Services.GetRequiredService<UploadJob>().RunDueAsync(CancellationToken.None);

    /// <summary>Completes an upload and reads it until it has ended; as it is then.</summary>
    public static async Task<JsonElement> EndAsync(this AppHost host, string id, object? request = null)
    {
        var accepted = await host.CompleteAsync(id, request);
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
        await host.RunUploadsAsync();
        return await host.UploadOfAsync(id);
    }

    /// <summary>The versions that the sample task has.</summary>
    public static async Task<int[]> VersionsAsync(this AppHost host) =>
        [.. (await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("datasets"))).GetProperty("datasets").EnumerateArray().Select(dataset => dataset.Int("version"))];

    /// <summary>Cuts bytes into parts at random places, also into parts of one byte.</summary>
    public static byte[][] Split(byte[] bytes, int parts, Random random)
    {
        int[] cuts = [0, .. Enumerable.Range(1, bytes.Length - 1).OrderBy(_ => random.Next()).Take(parts - 1).Order(), bytes.Length];
        return [.. cuts.Zip(cuts.Skip(1), (from, to) => bytes[from..to])];
    }
}
