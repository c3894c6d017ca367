using MlFunctions.FunctionsHost;
using MlFunctions.FunctionsHost.Functions;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>Fires the timer functions that run every few seconds in production; a tick waits for the one before.</summary>
internal sealed class TimerLoop : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, TimeSpan> Timers = new Dictionary<string, TimeSpan>
    {
        ["ComputeTaskMetrics"] = TimeSpan.FromSeconds(1),
        ["TendTickets"] = TimeSpan.FromSeconds(2),
        ["RunTrainings"] = TimeSpan.FromSeconds(5),
    };

    private readonly CancellationTokenSource stop = new();
    private readonly Task[] loops;

    public TimerLoop(LocalFunctionsHost host) => loops = [.. Timers.Select(timer => RunAsync(host, timer.Key, timer.Value))];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        stop.Dispose();
    }

    private async Task RunAsync(LocalFunctionsHost host, string timer, TimeSpan period)
    {
        using var ticks = new PeriodicTimer(period);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop.Token))
            {
                var result = await host.Fire(timer, new TimerTick()).Result;
                if (result.Status != InvocationStatus.Success)
                    throw new BenchmarkException($"{timer} failed: {result.Exception}");
            }
        }
        catch (OperationCanceledException)
        {
            // The benchmark has ended.
        }
    }
}
