using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>What became of acknowledged predictions.</summary>
/// <param name="Found">With input and output as they were.</param>
/// <param name="Missing">Ids that lead to no row.</param>
/// <param name="Wrong">Ids that lead to another row, or to a changed one.</param>
internal sealed record Findings(int Found, IReadOnlyCollection<string> Missing, IReadOnlyCollection<string> Wrong);

/// <summary>Looks up predictions one by one, as a user would: <c>GET /api/predictions/{id}</c>.</summary>
internal static class LookUps
{
    private const int AtOnce = 16;

    public static async Task<Findings> RunAsync(Uri host, IReadOnlyCollection<Answered> predictions, CancellationToken cancel)
    {
        var (missing, wrong) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        using var http = new HttpClient { BaseAddress = host };
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(predictions, options, async (prediction, token) =>
        {
            using var response = await http.GetAsync(new Uri($"api/predictions/{prediction.Id}", UriKind.Relative), token);
            var text = await response.Content.ReadAsStringAsync(token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                missing.Add(prediction.Id);
            else if (!response.IsSuccessStatusCode)
                throw new BenchmarkException($"Looking up {prediction.Id} answers {(int)response.StatusCode}: {text}");
            else if (!IsSame(text, prediction))
                wrong.Add(prediction.Id);
        });
        return new Findings(predictions.Count - missing.Count - wrong.Count, missing, wrong);
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
