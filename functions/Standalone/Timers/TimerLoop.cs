using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Timers;

/// <summary>One timer: waits for its lease, makes up for what was missed, and fires at each occurrence for as long as the lease is held.</summary>
internal sealed partial class TimerLoop(TimerRunner runner, TimerMemory memory, LeaseStore leases, TimeProvider clock, ILogger<TimerLoop> logger)
{
    /// <summary>Timers of the framework reach some seven weeks; a longer wait is made of several.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private bool runOnStartup = runner.Function.RunOnStartup;

    private string Name => runner.Function.Name;

    /// <summary>Ends only when <paramref name="stop"/> is cancelled, with the lease given back.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.TryAcquireAsync(Name, stop);
                if (lease is null)
                    LogElsewhere(Name);
                else
                    await FireAsync(lease, stop);
                await Task.Delay(Lease.RenewalPeriod, clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage) when (outage is NewerFormatException || StorageAccount.IsOutage(outage))
            {
                LogInterrupted(Name, outage.GetBaseException().Message);
                await Task.Delay(Lease.RenewalPeriod, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FireAsync(Lease lease, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        var (status, isPastDue) = await memory.OpenAsync(stop);
        while (await WaitAsync(isPastDue || runOnStartup ? clock.GetUtcNow() : status.Next, waiting.Token) && await lease.ConfirmAsync(stop))
        {
            var due = isPastDue || !runOnStartup ? status.Next : clock.GetUtcNow();
            if (!await runner.RunAsync(Info(status, isPastDue), stop))
                return;
            status = await memory.FiredAsync(due, stop);
            (isPastDue, runOnStartup) = (false, false);
        }
        stop.ThrowIfCancellationRequested();
        LogLost(Name);
    }

    /// <summary>False when there is no use in waiting: the host stops, or the lease is lost.</summary>
    private async Task<bool> WaitAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        LogNext(Name, due);
        for (TimeSpan rest; (rest = due - clock.GetUtcNow()) > TimeSpan.Zero && !cancellation.IsCancellationRequested;)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(rest.TotalMilliseconds, LongestWait.TotalMilliseconds)));
            await Task.Delay(wait, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return !cancellation.IsCancellationRequested;
    }

    private static TimerInfo Info(TimerStatus status, bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = new() { Last = status.Last?.UtcDateTime ?? default, Next = status.Next.UtcDateTime, LastUpdated = status.LastUpdated.UtcDateTime },
    };

    [LoggerMessage(EventId = 1, EventName = "TimerNext", Level = LogLevel.Debug,
        Message = "Timer {Function} fires next at {Next:O}")]
    private partial void LogNext(string function, DateTimeOffset next);

    [LoggerMessage(EventId = 2, EventName = "TimerElsewhere", Level = LogLevel.Debug,
        Message = "Timer {Function} is run by another instance")]
    private partial void LogElsewhere(string function);

    [LoggerMessage(EventId = 3, EventName = "TimerLeaseLost", Level = LogLevel.Warning,
        Message = "Timer {Function} has lost its lease, and does not fire here until it has it again")]
    private partial void LogLost(string function);

    [LoggerMessage(EventId = 4, EventName = "TimerInterrupted", Level = LogLevel.Error,
        Message = "Timer {Function} could not use the storage, and tries again: {Outage}")]
    private partial void LogInterrupted(string function, string outage);
}
