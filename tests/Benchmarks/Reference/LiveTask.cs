using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Reference;

/// <summary>A task in production: its predictions, outcomes and live metrics, over HTTP.</summary>
internal sealed class LiveTask(HttpClient http, TrainedTask trained, TaskDefinition task)
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The answers, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> PredictAsync(IReadOnlyList<HeldOutCall> calls, CancellationToken cancel)
    {
        var predictions = new List<JsonElement>();
        foreach (var some in calls.Chunk(AtOnce))
        {
            using var body = JsonContent.Create(new { inputs = some.Select(call => call.Input) });
            predictions.AddRange((await trained.SendAsync("predictions", body, cancel)).GetProperty("predictions").EnumerateArray());
        }

        return predictions;
    }

    /// <summary>Tells what happened; every so many-th outcome is what happened to the input before.</summary>
    public async Task TellAsync(IReadOnlyList<JsonElement> predictions, IReadOnlyList<HeldOutCall> calls, int? wrongEvery, CancellationToken cancel)
    {
        var outcomes = predictions.Select((prediction, place) => new
        {
            prediction = prediction.GetProperty("id").GetString(),
            actual = calls[wrongEvery is { } every && place > 0 && place % every == 0 ? place - 1 : place].Actual,
        });
        using var body = JsonContent.Create(new { outcomes });
        await trained.SendAsync("outcomes", body, cancel);
    }

    /// <summary>The metrics of today, once all outcomes are in them and another tick of the task's timer changes nothing.</summary>
    /// <exception cref="BenchmarkException">They are not, after half a minute; or midnight came between.</exception>
    public async Task<JsonElement> MetricsAsync(int outcomes, CancellationToken cancel)
    {
        var timer = string.Concat(task.Name.ToString().Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var before = string.Empty;
        var until = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < until)
        {
            using var body = JsonContent.Create(new JsonObject());
            using var fired = await http.PostAsync(new Uri($"admin/functions/Compute{timer}Metrics", UriKind.Relative), body, cancel);
            fired.EnsureSuccessStatusCode();
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/tasks/{task.Name}/metrics?span=day", UriKind.Relative), cancel);
            var days = page.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("metrics")).ToList();
            if (days.Count > 1)
                throw new BenchmarkException("Midnight (UTC) came between the predictions: run it again.");
            if (days is not [var today])
                continue;
            if (today.GetProperty("outcomes").GetProperty("value").GetInt32() == outcomes && today.GetRawText() == before)
                return today;
            before = today.GetRawText();
        }

        throw new BenchmarkException($"Of {outcomes} outcomes not all are in the metrics.");
    }
}
