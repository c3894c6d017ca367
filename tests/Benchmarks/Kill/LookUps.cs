using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MlFunctions.Benchmarks.Logs;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>Looks up predictions one by one, as a user would: <c>GET /api/predictions/{id}</c>.</summary>
internal static class LookUps
{
    private const int AtOnce = 16;

    /// <summary>The ids that this instance does not find, or finds changed.</summary>
    public static async Task<IReadOnlyCollection<string>> RunAsync(Uri host, IEnumerable<Answered> predictions, CancellationToken cancel)
    {
        var lost = new ConcurrentBag<string>();
        using var http = new HttpClient { BaseAddress = host };
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(predictions, options, async (prediction, token) =>
        {
            using var response = await http.GetAsync(new Uri($"api/predictions/{prediction.Id}", UriKind.Relative), token);
            var text = await response.Content.ReadAsStringAsync(token);
            if (response.StatusCode != HttpStatusCode.NotFound && !response.IsSuccessStatusCode)
                throw new BenchmarkException($"Looking up {prediction.Id} answers {(int)response.StatusCode}: {text}");
            if (!response.IsSuccessStatusCode || !IsSame(text, prediction))
                lost.Add(prediction.Id);
        });
        return lost;
    }

    private static bool IsSame(string text, Answered prediction)
    {
        using var record = JsonDocument.Parse(text);
        using var input = JsonDocument.Parse(prediction.Input);
        return record.RootElement.GetProperty("id").GetString() == prediction.Id
            && record.RootElement.TryGetProperty("unit", out var unit) && unit.GetString() == prediction.Unit
            && record.RootElement.TryGetProperty("input", out var kept) && JsonElement.DeepEquals(kept, input.RootElement)
            && record.RootElement.TryGetProperty("output", out var output) && JsonElement.DeepEquals(output, prediction.Output);
    }
}
