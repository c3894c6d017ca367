using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Worker.Invocations;

/// <summary>Counts invocations, so that they begin when the application has started and end before its services stop.</summary>
internal sealed partial class RunningInvocations(IHostApplicationLifetime lifetime, ILogger<RunningInvocations> logger) : IHostedService
{
    /// <summary>How long services wait for invocations to end; it leaves them a third of the host's 30 seconds.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int running;
    private int isStopping;

    /// <summary>Is cancelled when the worker begins to stop.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Counts an invocation; the host may send one before storage has been set up, and then it waits for that.</summary>
    public Task BeginAsync()
    {
        Interlocked.Increment(ref running);
        return started.Task;
    }

    public void End()
    {
        if (Interlocked.Decrement(ref running) == 0 && isStopping != 0)
            idle.TrySetResult();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(started.SetResult);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref isStopping, 1);
        if (Volatile.Read(ref running) == 0)
            return;
        try
        {
            await idle.Task.WaitAsync(Timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogCutOff(Volatile.Read(ref running), Timeout.TotalSeconds);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "InvocationsCutOff", Level = LogLevel.Warning, Message = "{Count} invocations had not ended {Seconds} s after the worker was told to stop")]
    private partial void LogCutOff(int count, double seconds);
}
