using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Trainings;
using MlFunctions.Learning;
using MlFunctions.Storage;
using MlFunctions.Storage.Tables;
using MlFunctions.Storage.Trainings;

namespace MlFunctions.App.Trainings;

/// <summary>An instance's hold on a training: writes its progress each second and thereby holds on; when another instance has taken it, <see cref="Lost"/> is cancelled.</summary>
public sealed class TrainingClaim : IProgress<TrainingProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly TrainingStore trainings;
    private readonly TaskName task;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource ended = new();
    private readonly Task beating;
    private Stored<Training> held;
    private TrainingProgress latest = new(0, "starting");

    public TrainingClaim(TrainingStore trainings, TaskName task, Stored<Training> held, TimeProvider time, CancellationToken cancel)
    {
        (this.trainings, this.task, this.held, this.time) = (trainings, task, held, time);
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        beating = Task.Run(BeatAsync, CancellationToken.None);
    }

    /// <summary>Cancelled when the training must not go on here.</summary>
    public CancellationToken Lost => lost.Token;

    public void Report(TrainingProgress value) => Volatile.Write(ref latest, value);

    /// <summary>Writes the last state, unless another instance has taken the training.</summary>
    public async Task EndAsync(Func<Training, Training> end)
    {
        await StopAsync();
        await trainings.ReplaceAsync(task, held, end(held.Value), CancellationToken.None);
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
        await beating;
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
                await WriteAsync();
        }
        catch (OperationCanceledException)
        {
            // Ended, one way or the other.
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            var (fraction, step) = Volatile.Read(ref latest);
            var written = await trainings.ReplaceAsync(task, held, held.Value.Advance(fraction, step, time.GetUtcNow()), CancellationToken.None);
            if (written is null)
                await lost.CancelAsync();
            else
                held = written;
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage))
        {
            // The next beat writes it, or another instance takes over when the hold has run out.
        }
    }
}
