using MlFunctions.Benchmarks.Loads;
using MlFunctions.Benchmarks.Peers;
using MlFunctions.Benchmarks.Throughput;

namespace MlFunctions.Benchmarks.Latency;

/// <summary>What users of one server waited.</summary>
/// <param name="Name">The server.</param>
/// <param name="Saturation">Answers a second that it gives at most.</param>
/// <param name="Rate">Calls a second that came.</param>
/// <param name="Answers">To each call.</param>
internal sealed record Latencies(string Name, double Saturation, double Rate, Answers Answers);

/// <summary>Finds a server's saturation by a closed loop, and then comes with half of that at random.</summary>
internal sealed class LatencyRun(Contenders contenders, int seconds, int warmUp, int connections, int seed)
{
    private const int ClosedConnections = 16;

    /// <summary>At half of saturation, then at each other rate that the server can take.</summary>
    public async Task<IReadOnlyList<Latencies>> MeasureAsync(Contender contender, double[] otherRates, CancellationToken cancel)
    {
        await using var server = await contender.StartAsync(cancel);
        Console.WriteLine($"{contender.Name}: {warmUp} s to warm up, {seconds} s for saturation, {seconds} s at half of it …");
        await Wrk.RunAsync(contender.Url, contenders.BodyFile, ClosedConnections, warmUp, cancel);
        var saturation = (await Wrk.RunAsync(contender.Url, contenders.BodyFile, ClosedConnections, seconds, cancel)).PerSecond;
        var found = new List<Latencies>();
        foreach (var rate in otherRates.Where(rate => LatencyCommand.CanTake(rate, saturation)).Prepend(saturation / 2))
            found.Add(new(contender.Name, saturation, rate, await RunAsync(contender.Url, rate, cancel)));
        return found;
    }

    private Task<Answers> RunAsync(Uri url, double rate, CancellationToken cancel)
    {
        var calls = contenders.Bodies.Select(body => HttpCall.Post(url, body)).ToList();
        return new OpenLoop(url, calls, connections).RunAsync(Arrivals.Poisson(rate, seconds, seed), cancel: cancel);
    }
}
