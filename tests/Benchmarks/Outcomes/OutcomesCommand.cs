using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Standalone.Emulation;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Benchmarks.Outcomes;

/// <summary>What many outcomes in one body cost: time, requests to storage, memory.</summary>
internal static class OutcomesCommand
{
    private const string Prefix = "bench";
    private const double MiB = 1 << 20;
    private static readonly TaskName Task = TaskName.Parse("delivery-time");

    public static Command Command { get; } = new(
        "outcomes [--count 100000] [--seed 1]",
        "Posts that many outcomes of logged predictions, shuffled, in one body, then the same body again: seconds, requests to storage and memory of the host.",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var (count, seed) = (arguments.Count("count", 100_000), arguments.Count("seed", 1));
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions { Say = Console.WriteLine }, cancel);
        await using var host = await CountedHost.StartAsync(azurite.ConnectionString, Prefix, new Dictionary<string, string>(), cancel);
        Console.WriteLine($"Writing {count} predictions to the log …");
        var account = StorageAccount.FromConnectionString(azurite.ConnectionString, Prefix);
        var (blobs, tables) = (account.Container(StorageNames.PredictionsContainer).Uri.Port, account.Table(StorageNames.OutcomesTable).Uri.Port);
        var (ids, bytes) = await LoggedPredictions.WriteAsync(account, Task, count, seed);
        var body = Body(ids, new Random(seed));
        await PostAsync(host, Body(ids[..1], new Random(seed)), cancel);
        var started = await host.CostAsync(cancel);
        var before = started;

        var table = new MarkdownTable($"{count} outcomes in one body of {body.Length / MiB:0.0} MiB", "seconds", "outcomes a second", "host's CPU seconds", "log reads", "table queries", "transactions", "host's peak memory, MiB");
        foreach (var name in new[] { "told first", "the same body again" })
        {
            var watch = Stopwatch.StartNew();
            var answer = await PostAsync(host, body, cancel);
            var seconds = watch.Elapsed.TotalSeconds;
            var cost = await host.CostAsync(cancel);
            table.Add(
                $"{name}: {Told(answer)}", Text(seconds, "0.00"), Text(count / seconds, "0"), Text(cost.CpuSeconds - before.CpuSeconds, "0.0"),
                Requests(cost, "GET", blobs), Requests(cost, "GET", tables) - 1, Requests(cost, "POST", tables), Text(cost.PeakBytes / MiB, "0"));
            before = cost;
        }
        Console.WriteLine($"\n{table}\n\n{ids.Select(id => id.Segment).Distinct().Count()} segments of the log with {Text(bytes / MiB, "0.0")} MiB; the host's peak before: {Text(started.PeakBytes / MiB, "0")} MiB. One more table query reads the task. Client and Azurite beside the host: {Machine.Description}.");
        return 0;
    }

    private static byte[] Body(IEnumerable<PredictionId> ids, Random random)
    {
        var shuffled = ids.ToArray();
        random.Shuffle(shuffled);
        return JsonSerializer.SerializeToUtf8Bytes(new { outcomes = shuffled.Select(id => new { prediction = id.ToString(), actual = Math.Round(20 + (40 * random.NextDouble()), 1), observedAt = "2026-02-03T12:00:00Z" }) });
    }

    private static async Task<JsonElement> PostAsync(CountedHost host, byte[] body, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await host.Http.PostAsync(new Uri($"api/tasks/{Task}/outcomes", UriKind.Relative), content, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new BenchmarkException($"The outcomes answer {(int)answer.StatusCode}: {text}");
    }

    private static string Told(JsonElement answer) =>
        $"{answer.GetProperty("accepted")} accepted, {answer.GetProperty("duplicates")} duplicates, {answer.GetProperty("unknownCount")} unknown";

    private static int Requests(Cost cost, string method, int port) => cost.Requests.GetValueOrDefault($"{method} {port}");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
