using System.Diagnostics;
using MlFunctions.Benchmarks.Logs;
using MlFunctions.Benchmarks.Samples;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>What one round found.</summary>
/// <param name="Killed">Which instances.</param>
/// <param name="Seconds">Of load, until the kill.</param>
/// <param name="Back">Seconds from the second start until the killed ones answered.</param>
/// <param name="Answered">Predictions acknowledged.</param>
/// <param name="CutOff">Calls that the kill left without an answer.</param>
/// <param name="Log">In the blobs, afterwards.</param>
/// <param name="LookedUp">By their ids through another instance than the one that answered.</param>
/// <param name="Lost">Of these, not found or changed.</param>
/// <param name="Faults">Before the kill: refusals and broken connections.</param>
internal sealed record KillReport(
    string Killed, double Seconds, double Back, int Answered, int CutOff, LogCheck Log, int LookedUp, IReadOnlyCollection<string> Lost, IReadOnlyDictionary<string, int> Faults)
{
    /// <summary>Whether there were answers, and all are kept, once. Refusals are no loss, so they do not count here.</summary>
    public bool IsClean => Answered > 0 && Log.IsClean && Lost.Count == 0;
}

/// <summary>Load on every instance, kill -9 for one or more in the midst of it, start again, look everything up.</summary>
internal sealed class KillRound(IReadOnlyList<Instance> instances, LogTail log, int connections, SampleOrders orders, int lookUps)
{
    /// <param name="number">Of the round.</param>
    /// <param name="after">When to kill.</param>
    /// <param name="doomed">Of each instance, whether it is killed.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<KillReport> RunAsync(int number, TimeSpan after, bool[] doomed, CancellationToken cancel)
    {
        Load[] loads = [.. instances.Select((instance, place) => new Load(instance.Address, $"round{number}-{place}", connections, orders))];
        await UnderLoadAsync(loads, after, doomed, cancel);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(instances.Select(instance => instance.StartAsync(cancel)));
        var back = Stopwatch.GetElapsedTime(started).TotalSeconds;

        Answered[] answered = [.. loads.SelectMany(load => load.Answered)];
        Console.WriteLine($"Round {number}: {loads.Sum(load => load.CutOff)} calls without an answer; comparing {answered.Length} answered predictions with the log …");
        var check = LogCheck.Of(answered, await log.NewLinesAsync(cancel));
        var (asked, lost) = (0, new List<string>());
        foreach (var (place, load) in loads.Index())
        {
            var some = Sample(load.Answered);
            asked += some.Count;
            lost.AddRange(await LookUps.RunAsync(instances[(place + 1) % instances.Count].Address, some, cancel));
        }
        var faults = loads.SelectMany(load => load.Faults).GroupBy(fault => fault.Key).ToDictionary(group => group.Key, group => group.Sum(fault => fault.Value));
        var killed = string.Join(" and ", doomed.Index().Where(one => one.Item).Select(one => one.Index + 1));
        return new(killed, after.TotalSeconds, back, answered.Length, loads.Sum(load => load.CutOff), check, asked, lost, faults);
    }

    private async Task UnderLoadAsync(Load[] loads, TimeSpan after, bool[] doomed, CancellationToken cancel)
    {
        using var kill = new CancellationTokenSource();
        Task[] running = [.. loads.Select((load, place) => load.RunAsync(doomed[place], kill.Token))];
        try
        {
            await Task.Delay(after, cancel);
        }
        finally
        {
            // The load goes on until it finds the host dead, so that the kill meets calls under way.
            await kill.CancelAsync();
            await Task.WhenAll(instances.Where((_, place) => doomed[place]).Select(instance => instance.KillAsync()));
            await Task.WhenAll(running);
        }
    }

    /// <summary>Evenly over the round, and to its last answers.</summary>
    private List<Answered> Sample(IReadOnlyCollection<Answered> answered)
    {
        var step = Math.Max(1, answered.Count / lookUps);
        return [.. answered.Where((_, place) => place % step == 0 || place >= answered.Count - connections)];
    }
}
