using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Catalog;

namespace MlFunctions.Standalone.Timers;

/// <summary>Calls one timer function, one call after the other, whoever asked for it.</summary>
internal sealed partial class TimerRunner(TimerFunction function, IServiceScopeFactory scopes, TimeProvider clock, ILogger<TimerRunner> logger)
{
    private readonly Lock turn = new();
    private Task<bool> last = Task.FromResult(true);

    public TimerFunction Function => function;

    /// <summary>The last call that was asked for; it never fails.</summary>
    public Task Idle => last;

    public int Runs { get; private set; }

    public int Failures { get; private set; }

    /// <summary>Calls the function after the calls that were asked for earlier. A failure is logged and counted.</summary>
    /// <returns>False when the call was cancelled, and so is still to be done.</returns>
    public Task<bool> RunAsync(TimerInfo info, CancellationToken cancellation)
    {
        lock (turn)
            return last = RunAfterAsync(last, info, cancellation);
    }

    private async Task<bool> RunAfterAsync(Task earlier, TimerInfo info, CancellationToken cancellation)
    {
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (cancellation.IsCancellationRequested)
            return false;
        using var run = new TimerSpan(function.Name, clock);
        try
        {
            Runs++;
            await CallAsync(info, cancellation);
            run.Succeed();
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Failures++;
            run.Fail(failure);
            LogFailed(failure, function.Name);
            return true;
        }
    }

    private async Task CallAsync(TimerInfo info, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var instance = scope.ServiceProvider.GetRequiredService(function.Class);
        var arguments = function.Method.GetParameters().Select(parameter => Argument(parameter, info, cancellation)).ToArray();
        await (Task)function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;
    }

    private object Argument(ParameterInfo parameter, TimerInfo info, CancellationToken cancellation) => parameter.ParameterType switch
    {
        var type when type == typeof(TimerInfo) => info,
        var type when type == typeof(CancellationToken) => cancellation,
        var type => throw new InvalidOperationException($"Timer function {function.Name} asks for {type} {parameter.Name}; a timer gives TimerInfo and CancellationToken."),
    };

    [LoggerMessage(EventId = 1, EventName = "TimerFailed", Level = LogLevel.Error,
        Message = "Timer function {Function} failed; its next occurrence runs as usual")]
    private partial void LogFailed(Exception failure, string function);
}
