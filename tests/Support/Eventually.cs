using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace MlFunctions.Support;

/// <summary>Waits for results of other threads and hosts. The time-out is long, because it only ends a test that would otherwise never end.</summary>
public static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within three minutes.</exception>
    public static Task IsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        PollAsync(() => Task.FromResult(condition()), () => { }, text);

    /// <inheritdoc cref="IsAsync(Func{bool}, string)"/>
    public static Task IsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        PollAsync(condition, () => { }, text);

    /// <summary>The first value that is not null.</summary>
    /// <exception cref="TimeoutException">None was found within three minutes.</exception>
    public static async Task<T> FindAsync<T>(Func<T?> find, [CallerArgumentExpression(nameof(find))] string text = "")
        where T : class
    {
        T? found = null;
        await IsAsync(() => (found = find()) is not null, text);
        return found!;
    }

    /// <summary>Advances a clock, one step every 10 ms of real time, until a condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within three minutes of real time.</exception>
    public static Task AdvanceUntilAsync(
        this FakeTimeProvider clock, TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        PollAsync(() => Task.FromResult(condition()), () => clock.Advance(step), text);

    /// <inheritdoc cref="AdvanceUntilAsync(FakeTimeProvider, TimeSpan, Func{bool}, string)"/>
    public static Task AdvanceUntilAsync(
        this FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        PollAsync(condition, () => clock.Advance(step), text);

    /// <summary>Advances a clock, one step every 10 ms of real time, until a call has completed; its result.</summary>
    /// <exception cref="TimeoutException">It did not complete within three minutes of real time.</exception>
    public static async Task<T> AdvanceUntilDoneAsync<T>(this FakeTimeProvider clock, TimeSpan step, Task<T> call)
    {
        await clock.AdvanceUntilAsync(step, () => call.IsCompleted);
        return await call;
    }

    private static async Task PollAsync(Func<Task<bool>> condition, Action meanwhile, string text)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var start = TimeProvider.System.GetTimestamp(); !await condition();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Timeout)
                throw new TimeoutException($"This did not hold within {Timeout.TotalMinutes:0} minutes: {text}");
            meanwhile();
            await Task.Delay(Interval, cancel);
        }
    }
}
