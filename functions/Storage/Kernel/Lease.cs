using Azure;
using Azure.Storage.Blobs.Specialized;

namespace MlFunctions.Storage.Kernel;

/// <summary>A lease that is held: renewed in the background at a third of its duration, and given back when disposed.</summary>
public sealed class Lease : IAsyncDisposable
{
    internal static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private readonly BlobLeaseClient client;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource closed = new();
    private readonly CancellationTokenSource lost = new();
    private readonly Task keeping;
    private long renewed;

    internal Lease(BlobLeaseClient client, TimeProvider clock)
    {
        (this.client, this.clock) = (client, clock);
        renewed = clock.GetTimestamp();
        keeping = KeepAsync();
    }

    /// <summary>How long to wait before trying again for a lease that another instance holds, and between renewals of one that is held.</summary>
    public static TimeSpan RenewalPeriod { get; } = Duration / 3;

    /// <summary>Cancelled when another instance may hold the lease.</summary>
    public CancellationToken Lost => lost.Token;

    private TimeSpan Age => clock.GetElapsedTime(Volatile.Read(ref renewed));

    /// <summary>Whether the lease is held now: asked of the storage when the last renewal is not recent, as after a machine has slept.</summary>
    public async Task<bool> ConfirmAsync(CancellationToken cancellation) =>
        !Lost.IsCancellationRequested && (Age < RenewalPeriod || await RenewAsync(cancellation));

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        await keeping;
        try
        {
            if (!Lost.IsCancellationRequested)
                await client.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // A lease that cannot be given back ends by itself within its duration.
        }
        closed.Dispose();
        lost.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            do
                await Task.Delay(RenewalPeriod, clock, closed.Token);
            while (await RenewAsync(closed.Token));
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> RenewAsync(CancellationToken cancellation)
    {
        try
        {
            await client.RenewAsync(cancellationToken: cancellation);
            Volatile.Write(ref renewed, clock.GetTimestamp());
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is not (404 or 409 or 412) && Age < Duration)
        {
            // The storage did not answer this once: the lease still runs.
            return true;
        }
        catch (RequestFailedException)
        {
            await lost.CancelAsync();
            return false;
        }
    }
}
