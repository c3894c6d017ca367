using System.Diagnostics;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>What one round found.</summary>
/// <param name="Seconds">Of load, until the kill.</param>
/// <param name="Back">Seconds from the second start until the host answered.</param>
/// <param name="Answered">Predictions acknowledged before the kill.</param>
/// <param name="CutOff">Calls that the kill left without an answer.</param>
/// <param name="Findings">By their ids, afterwards.</param>
/// <param name="Log">In the blobs, afterwards.</param>
/// <param name="Faults">Before the kill: refusals and broken connections.</param>
internal sealed record KillReport(double Seconds, double Back, int Answered, int CutOff, Findings Findings, LogScan Log, IReadOnlyDictionary<string, int> Faults)
{
    /// <summary>Whether there were answers, and all are kept, once. Refusals are no loss, so they do not count here.</summary>
    public bool IsClean => Answered > 0 && Findings.Missing.Count + Findings.Wrong.Count + Log.Twice + Log.Broken == 0;
}

/// <summary>Load, kill -9 in the midst of it, start again, look everything up.</summary>
internal sealed class KillRound(TestBed bed, int connections, SampleOrders orders)
{
    /// <summary>Kills <paramref name="host"/>, and starts another in its place.</summary>
    public async Task<(KillReport Report, ServerProcess Host)> RunAsync(ServerProcess host, int number, TimeSpan after, CancellationToken cancel)
    {
        var mark = $"round{number}";
        using var doomed = new CancellationTokenSource();
        var load = new Load(bed.Address, mark, connections, orders);
        var running = load.RunAsync(doomed.Token);
        try
        {
            await Task.Delay(after, cancel);
        }
        finally
        {
            // The load goes on until it finds the host dead, so that the kill meets calls under way.
            await doomed.CancelAsync();
            await host.DisposeAsync();
            await running;
        }

        var started = Stopwatch.GetTimestamp();
        var next = await bed.StartHostAsync(cancel);
        var back = Stopwatch.GetElapsedTime(started).TotalSeconds;
        try
        {
            Console.WriteLine($"Round {number}: killed, {load.CutOff} calls without an answer; looking up {load.Answered.Count} answered predictions …");
            var findings = await LookUps.RunAsync(bed.Address, load.Answered, cancel);
            var log = await LogScan.RunAsync(bed.Account, $"{mark}-", cancel);
            return (new KillReport(after.TotalSeconds, back, load.Answered.Count, load.CutOff, findings, log, load.Faults), next);
        }
        catch
        {
            await next.DisposeAsync();
            throw;
        }
    }
}
