using System.Diagnostics;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.FunctionsHost;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>What one function did in one round.</summary>
/// <param name="Wrk">As its callers saw it.</param>
/// <param name="WorkerMicroseconds">Processor time of the worker's process, a call.</param>
/// <param name="HostMicroseconds">Processor time of the played host's process, a call.</param>
internal sealed record WorkerRound(WrkResult Wrk, double WorkerMicroseconds, double HostMicroseconds);

/// <summary>A function of a worker that runs, and its rounds.</summary>
/// <param name="Name">What is called.</param>
/// <param name="Host">The played host of its worker.</param>
/// <param name="Path">Where it is called.</param>
internal sealed record WorkerRun(string Name, LocalFunctionsHost Host, string Path)
{
    private const int SecondsOfWarmUp = 5;

    private readonly List<WorkerRound> rounds = [];

    public double PerSecond => Median(round => round.Wrk.PerSecond);

    public double P50 => Median(round => round.Wrk.P50) / 1e3;

    public double P99 => Median(round => round.Wrk.P99) / 1e3;

    public double WorkerMicroseconds => Median(round => round.WorkerMicroseconds);

    public double HostMicroseconds => Median(round => round.HostMicroseconds);

    public long Errors => rounds.Sum(round => round.Wrk.Errors);

    public IReadOnlyList<WorkerRound> Rounds => rounds;

    /// <summary>Until so many calls have been answered that the runtime has compiled the hot path for good, however long that takes.</summary>
    public async Task WarmUpAsync(string bodies, int connections, int calls, CancellationToken cancel)
    {
        for (var answered = 0L; answered < calls;)
            answered += (await Wrk.RunAsync(new Uri(Host.Address, Path), bodies, connections, SecondsOfWarmUp, cancel)).Requests;
    }

    public async Task MeasureAsync(string bodies, int connections, int seconds, CancellationToken cancel)
    {
        using var self = Process.GetCurrentProcess();
        var (worker, host) = (Host.Worker.ProcessorTime, self.TotalProcessorTime);
        var wrk = await Wrk.RunAsync(new Uri(Host.Address, Path), bodies, connections, seconds, cancel);
        self.Refresh();
        rounds.Add(new(wrk, (Host.Worker.ProcessorTime - worker).TotalMicroseconds / wrk.Requests, (self.TotalProcessorTime - host).TotalMicroseconds / wrk.Requests));
    }

    private double Median(Func<WorkerRound, double> figure)
    {
        double[] sorted = [.. rounds.Select(figure).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
