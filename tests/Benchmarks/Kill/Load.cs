using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>Calls for predictions over a number of connections, each the next as soon as the last is answered; no call is sent twice.</summary>
internal sealed class Load(Uri host, string mark, int connections, SampleOrders orders)
{
    private const string Path = "api/tasks/delivery-time/predictions";

    private readonly ConcurrentBag<Answered> answered = [];
    private readonly ConcurrentDictionary<string, int> faults = [];
    private int calls;
    private int cutOff;

    /// <summary>Everything that was acknowledged.</summary>
    public IReadOnlyCollection<Answered> Answered => answered;

    /// <summary>What went wrong while the host was meant to run, and how often.</summary>
    public IReadOnlyDictionary<string, int> Faults => faults;

    /// <summary>Calls that the kill left without an answer.</summary>
    public int CutOff => cutOff;

    /// <summary>At full load until the host is gone, or told to stop where it is not to be killed.</summary>
    /// <param name="doomed">Whether the host is killed: then a broken connection is the kill's doing, and ends its worker.</param>
    /// <param name="end">When the kill begins.</param>
    public async Task RunAsync(bool doomed, CancellationToken end)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = host, Timeout = TimeSpan.FromSeconds(30) };
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => WorkAsync(http, doomed, end), CancellationToken.None)));
    }

    private async Task WorkAsync(HttpClient http, bool doomed, CancellationToken end)
    {
        while (doomed || !end.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref calls);
            var call = Call.Make($"{mark}-{number}", number, orders);
            try
            {
                await SendAsync(http, call);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                if (doomed && end.IsCancellationRequested)
                {
                    Interlocked.Increment(ref cutOff);
                    return;
                }
                Count(failure.Message);
            }
        }
    }

    private async Task SendAsync(HttpClient http, Call call)
    {
        using var body = new StringContent(call.Body, new MediaTypeHeaderValue("application/json"));
        using var response = await http.PostAsync(new Uri(Path, UriKind.Relative), body, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
        if (!response.IsSuccessStatusCode)
        {
            Count($"{(int)response.StatusCode}: {text}");
            return;
        }
        using var answer = JsonDocument.Parse(text);
        foreach (var prediction in call.Read(answer.RootElement))
            answered.Add(prediction);
    }

    private void Count(string fault) => faults.AddOrUpdate(fault, 1, (_, times) => times + 1);
}
