using System.Text;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Memory;

/// <summary>What hosts are called with in the long run: batches, single inputs, and calls that are refused; over a few connections, each the next call when the last is answered.</summary>
internal sealed class MixedLoad
{
    private const int Connections = 8;
    private const int BatchSize = 1_000;
    private const int Different = 40;

    /// <summary>So many calls for each batch, of one input each.</summary>
    private const int SinglesABatch = 100;

    private readonly byte[][] batches;
    private readonly byte[][] singles;
    private readonly byte[][] refused = [.. new[] { "{\"input\":{\"store_id\":\"1\"", "{\"input\":{\"colour\":1}}", "[]", "{\"input\":" + new string('[', 20_000) }.Select(Encoding.UTF8.GetBytes)];
    private int calls;
    private long predictions;
    private int faults;

    public MixedLoad(int seed)
    {
        var orders = new SampleOrders(seed);
        batches = [.. Enumerable.Range(0, Different).Select(_ => Encoding.UTF8.GetBytes(orders.Batch(BatchSize)))];
        singles = [.. Enumerable.Range(0, Different).Select(_ => Encoding.UTF8.GetBytes(orders.Single()))];
    }

    /// <summary>Answered.</summary>
    public long Predictions => Interlocked.Read(ref predictions);

    /// <summary>Calls whose status was not the one that is due to them.</summary>
    public int Faults => faults;

    /// <summary>Until so many are answered.</summary>
    public async Task RunAsync(Uri url, long until, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => WorkAsync(http, url, until, cancel), cancel)));
    }

    private async Task WorkAsync(HttpClient http, Uri url, long until, CancellationToken cancel)
    {
        while (Predictions < until)
        {
            var call = Interlocked.Increment(ref calls);
            var (body, rows, status) = (call % (SinglesABatch + 2)) switch
            {
                0 => (batches[call % Different], BatchSize, 200),
                1 => (refused[call % refused.Length], 0, 400),
                _ => (singles[call % Different], 1, 200),
            };
            using var content = new ByteArrayContent(body);
            using var answer = await http.PostAsync(url, content, cancel);
            if ((int)answer.StatusCode == status)
                Interlocked.Add(ref predictions, rows);
            else if (Interlocked.Increment(ref faults) == 1)
                Console.WriteLine($"  {(int)answer.StatusCode} where {status} is due: {await answer.Content.ReadAsStringAsync(cancel)}");
        }
    }
}
