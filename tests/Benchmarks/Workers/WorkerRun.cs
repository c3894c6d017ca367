using System.Diagnostics;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.FunctionsHost;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>What one function did in one round.</summary>
/// <param name="Wrk">As its callers saw it.</param>
/// <param name="Worker">Processor time of the worker's process, microseconds a call.</param>
/// <param name="Host">The same of the played host's process.</param>
/// <param name="Storage">The same of Azurite's process.</param>
internal sealed record WorkerRound(WrkResult Wrk, double Worker, double Host, double Storage);

/// <summary>A function of a worker that runs, and its rounds.</summary>
/// <param name="Name">What is called.</param>
/// <param name="Host">The played host of its worker.</param>
/// <param name="Path">Where it is called.</param>
/// <param name="Bed">Where its storage is.</param>
internal sealed record WorkerRun(string Name, LocalFunctionsHost Host, string Path, TestBed Bed)
{
    private const int SecondsOfWarmUp = 5;

    private readonly List<WorkerRound> rounds = [];

    public IReadOnlyList<WorkerRound> Rounds => rounds;

    public long Errors => rounds.Sum(round => round.Wrk.Errors);

    /// <summary>The median of the rounds.</summary>
    public double Median(Func<WorkerRound, double> figure)
    {
        double[] sorted = [.. rounds.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Until so many calls have been answered that the runtime has compiled the hot path for good, however long that takes.</summary>
    public async Task WarmUpAsync(string bodies, int connections, int calls, CancellationToken cancel)
    {
        for (var answered = 0L; answered < calls;)
            answered += (await Wrk.RunAsync(new Uri(Host.Address, Path), bodies, connections, SecondsOfWarmUp, cancel)).Requests;
    }

    /// <summary>Milliseconds of processor time a second that the worker uses while nothing is called.</summary>
    public async Task<double> IdleAsync(TimeSpan time, CancellationToken cancel)
    {
        var before = Host.Worker.ProcessorTime;
        await Task.Delay(time, cancel);
        return (Host.Worker.ProcessorTime - before).TotalMilliseconds / time.TotalSeconds;
    }

    /// <summary>One round more.</summary>
    public async Task MeasureAsync(string bodies, int connections, int seconds, CancellationToken cancel)
    {
        var before = Times();
        var wrk = await Wrk.RunAsync(new Uri(Host.Address, Path), bodies, connections, seconds, cancel);
        double[] each = [.. Times().Zip(before, (after, earlier) => (after - earlier).TotalMicroseconds / wrk.Requests)];
        rounds.Add(new(wrk, each[0], each[1], each[2]));
    }

    private TimeSpan[] Times()
    {
        using var self = Process.GetCurrentProcess();
        return [Host.Worker.ProcessorTime, self.TotalProcessorTime, Bed.StorageTime];
    }
}
