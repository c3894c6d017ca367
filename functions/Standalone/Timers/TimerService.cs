using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Timers;

/// <summary>Runs the timer functions from when the host has started until it begins to stop, and by hand in between.</summary>
public sealed partial class TimerService(FunctionCatalog catalog, IConfiguration configuration, IServiceProvider services, ILogger<TimerService> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>Two thirds of the time that the host has to stop: the last sums and the log come after.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, TimerRunner> runners = catalog.Timers.ToDictionary(
        timer => timer.Name,
        timer => ActivatorUtilities.CreateInstance<TimerRunner>(services, timer),
        StringComparer.OrdinalIgnoreCase);

    private TimerLoop[] loops = [];
    private Task running = Task.CompletedTask;

    /// <summary>Calls a timer function now, after a run of it that is under way; null when there is none of that name. The task ends with the call.</summary>
    public Task? Fire(string function) =>
        runners.TryGetValue(function, out var runner) ? runner.RunAsync(new TimerInfo(), stop.Token) : null;

    /// <summary>How often a timer function was called on this instance, and how often it failed.</summary>
    public (int Runs, int Failures) Count(string function) => (runners[function].Runs, runners[function].Failures);

    /// <summary>Reads every schedule, so that a host with a wrong one does not begin to serve.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        loops = [.. from runner in runners.Values
                    let schedule = Schedule.Of(runner.Function, configuration)
                    where schedule is not null
                    select Loop(runner, schedule)];
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(loops.Select(loop => Task.Run(() => loop.RunAsync(stop.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    /// <summary>Tells the calls under way to end while the requests in flight finish.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => stop.IsCancellationRequested ? Task.CompletedTask : stop.CancelAsync();

    /// <summary>Waits for the calls under way, but not so long that what is stopped later has no time left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var ended = Task.WhenAll([running, .. runners.Values.Select(runner => runner.Idle)]);
        try
        {
            await ended.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogLate(string.Join(", ", runners.Values.Where(runner => !runner.Idle.IsCompleted).Select(runner => runner.Function.Name)));
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>May come twice, and before <see cref="StoppingAsync"/>: that is how a host ends that failed to start.</summary>
    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
            stop.Cancel();
        stop.Dispose();
    }

    private TimerLoop Loop(TimerRunner runner, Schedule schedule)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var memory = new TimerMemory(runner.Function, schedule, services.GetRequiredService<TimerStatusStore>(), clock);
        return new(runner, memory, services.GetRequiredService<LeaseStore>(), clock, services.GetRequiredService<ILogger<TimerLoop>>());
    }

    [LoggerMessage(EventId = 1, EventName = "TimersLate", Level = LogLevel.Warning,
        Message = "The host stops while these timer functions still run: {Functions}. What they had not finished is done by the next instance")]
    private partial void LogLate(string functions);
}
