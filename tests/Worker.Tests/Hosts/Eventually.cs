namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>Waits for what another process does. The timeout only ends a test that would otherwise hang.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> FindAsync<T>(Func<T?> find)
        where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Timeout);
        while (true)
        {
            if (find() is { } found)
                return found;
            await Task.Delay(Pause, timeout.Token);
        }
    }
}
