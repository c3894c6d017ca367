using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Bundles;

/// <summary>Tells the outcomes of answered predictions ten times a second: as wrong as on the validation rows at first, and then far more.</summary>
/// <param name="host">Who is told.</param>
/// <param name="most">Outcomes a telling, at most; answers beyond get none.</param>
/// <param name="usual">Mean absolute error on the validation rows.</param>
/// <param name="seed">Of the errors.</param>
internal sealed class ShiftedOutcomes(Uri host, int most, double usual, int seed)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.1);

    private readonly ConcurrentQueue<byte[]> answers = new();
    private readonly Random random = new(seed);

    /// <summary>Errors from now on, as a multiple of the usual.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>Takes an answer; quick.</summary>
    public void Hear(ReadOnlySpan<byte> body)
    {
        if (answers.Count < most)
            answers.Enqueue(body.ToArray());
    }

    /// <summary>Tells until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = host };
        using var timer = new PeriodicTimer(Period);
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            byte[][] told = [.. Enumerable.Range(0, answers.Count).Select(_ => answers.TryDequeue(out var answer) ? answer : null).OfType<byte[]>()];
            if (told.Length == 0)
                continue;
            using var answer = await http.PostAsJsonAsync(new Uri($"api/tasks/{ReadyModel.Task}/outcomes", UriKind.Relative), new { outcomes = told.Select(Outcome) }, CancellationToken.None);
            if (!answer.IsSuccessStatusCode)
                throw new BenchmarkException($"The outcomes answer {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
        }
    }

    private object Outcome(byte[] answer)
    {
        var json = JsonElement.Parse(answer);
        var error = Factor * usual * (0.5 + random.NextDouble()) * (random.Next(2) == 0 ? -1 : 1);
        return new { prediction = json.GetProperty("id").GetString(), actual = json.GetProperty("output").GetProperty("minutes").GetDouble() + error };
    }
}
