using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>An instance's claim to a row of long work: it writes the row's progress every second and thereby extends the claim; when another instance has taken the row, <see cref="Lost"/> is cancelled.</summary>
public sealed class WorkClaim<T> : IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Func<T, T> advance;
    private readonly Func<Stored<T>, T, Task<Stored<T>?>> replace;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource ended = new();
    private readonly Task writing;
    private Stored<T> held;

    /// <param name="held">The row as this instance took it.</param>
    /// <param name="advance">The row with its present progress and a claim that lasts longer.</param>
    /// <param name="replace">Writes the row; null when someone else has written it since.</param>
    /// <param name="time">Fires the writes.</param>
    /// <param name="cancel">Cancels <see cref="Lost"/> too.</param>
    public WorkClaim(Stored<T> held, Func<T, T> advance, Func<Stored<T>, T, Task<Stored<T>?>> replace, TimeProvider time, CancellationToken cancel)
    {
        (this.held, this.advance, this.replace, this.time) = (held, advance, replace, time);
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        writing = Task.Run(WriteEachPeriodAsync, CancellationToken.None);
    }

    /// <summary>Cancelled when the work must not go on here.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Writes the last state; false when another instance has taken the row.</summary>
    public async Task<bool> EndAsync(Func<T, T> end)
    {
        await StopAsync();
        return await replace(held, end(held.Value)) is not null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        ended.Dispose();
        lost.Dispose();
    }

    private async Task StopAsync()
    {
        if (!ended.IsCancellationRequested)
            await ended.CancelAsync();
        await writing;
    }

    private async Task WriteEachPeriodAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
                await WriteAsync();
        }
        catch (OperationCanceledException)
        {
            // The claim has ended.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            var written = await replace(held, advance(held.Value));
            if (written is null)
                await lost.CancelAsync();
            else
                held = written;
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage))
        {
            // The next period writes it, or another instance takes over when the claim has run out.
        }
    }
}
