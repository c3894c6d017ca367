using System.Diagnostics;
using System.Net.Http.Headers;

namespace MlFunctions.Benchmarks.ColdStart;

/// <summary>One start of a published host.</summary>
/// <param name="Listens">Seconds from the start of its process until it takes a connection.</param>
/// <param name="Answers">Until it has answered a prediction.</param>
/// <param name="Again">How long the same call takes at once after that.</param>
internal sealed record FirstAnswer(double Listens, double Answers, double Again)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts the host, asks without end until it answers, asks once more, and kills it.</summary>
    /// <exception cref="BenchmarkException">It refused, or did not answer in a minute.</exception>
    public static async Task<FirstAnswer> MeasureAsync(ProcessStartInfo host, Uri prediction, byte[] body, CancellationToken cancel)
    {
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(host)!;
        try
        {
            TimeSpan? answered;
            while ((answered = await AskAsync(http, prediction, body, cancel)) is null)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                    throw new BenchmarkException($"{host.FileName} {(process.HasExited ? "has ended" : "does not listen")}.");
                await Task.Delay(Pause, cancel);
            }
            var first = Stopwatch.GetElapsedTime(started);
            var listens = first - answered.Value;
            var again = await AskAsync(http, prediction, body, cancel) ?? throw new BenchmarkException("It answered once and then no more.");
            return new(listens.TotalSeconds, first.TotalSeconds, again.TotalSeconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>How long the call took that was answered; null when nobody listens yet.</summary>
    private static async Task<TimeSpan?> AskAsync(HttpClient http, Uri prediction, byte[] body, CancellationToken cancel)
    {
        var asked = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var answer = await http.PostAsync(prediction, content, cancel);
            return answer.IsSuccessStatusCode
                ? Stopwatch.GetElapsedTime(asked)
                : throw new BenchmarkException($"The first prediction is refused: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return null;
        }
    }
}
