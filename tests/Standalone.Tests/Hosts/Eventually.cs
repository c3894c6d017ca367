using Microsoft.Extensions.Time.Testing;

namespace MlFunctions.Standalone.Tests.Hosts;

/// <summary>Waits for what other threads do. The patience only ends a test that would otherwise hang.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static Task IsAsync(Func<bool> condition) => PollAsync(condition, () => { });

    /// <summary>Lets the fake clock run, step by step, until something has come of it.</summary>
    public static Task AdvanceUntilAsync(this FakeTimeProvider clock, TimeSpan step, Func<bool> condition) =>
        PollAsync(condition, () => clock.Advance(step));

    private static async Task PollAsync(Func<bool> condition, Action meanwhile)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            meanwhile();
            await Task.Delay(Pause, patience.Token);
        }
    }
}
