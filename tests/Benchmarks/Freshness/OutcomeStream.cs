using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Freshness;

/// <summary>Tells the outcomes of answered predictions a few times a second, and remembers when each telling was answered.</summary>
/// <param name="host">Who is told.</param>
/// <param name="most">Outcomes a telling, at most; answers beyond get none.</param>
/// <param name="seed">Of the truths.</param>
internal sealed class OutcomeStream(Uri host, int most, int seed)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.1);

    private readonly ConcurrentQueue<string> ids = new();
    private readonly Random random = new(seed);

    /// <summary>How many had been accepted in all when an answer came, in seconds of the run.</summary>
    public List<(double At, long Accepted)> Answered { get; } = [];

    /// <summary>Takes an answer's id; quick.</summary>
    public void Hear(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf("\"id\":\""u8) + 6;
        if (start > 6 && ids.Count < most)
            ids.Enqueue(Encoding.UTF8.GetString(body.Slice(start, body[start..].IndexOf((byte)'"'))));
    }

    /// <summary>Tells until it is stopped.</summary>
    /// <param name="now">The time, in seconds.</param>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(Func<double> now, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = host };
        using var timer = new PeriodicTimer(Period);
        var accepted = 0L;
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            string[] told = [.. Enumerable.Range(0, ids.Count).Select(_ => ids.TryDequeue(out var id) ? id : null).OfType<string>()];
            if (told.Length == 0)
                continue;
            var outcomes = told.Select(id => new { prediction = id, actual = Math.Round(20 + (40 * random.NextDouble()), 1) });
            using var answer = await http.PostAsJsonAsync(new Uri($"api/tasks/{ReadyModel.Task}/outcomes", UriKind.Relative), new { outcomes }, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (!answer.IsSuccessStatusCode)
                throw new BenchmarkException($"The outcomes answer {(int)answer.StatusCode}: {text}");
            accepted += JsonElement.Parse(text).GetProperty("accepted").GetInt64();
            Answered.Add((now(), accepted));
        }
    }
}
