using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Models;

/// <summary>An instance's claim to a training, which takes its progress.</summary>
public sealed class TrainingClaim : IProgress<TrainingProgress>, IAsyncDisposable
{
    private readonly WorkClaim<Training> claim;
    private TrainingProgress latest = new(0, "starting");

    public TrainingClaim(TrainingStore trainings, TaskName task, Stored<Training> held, TimeProvider time, CancellationToken cancel) => claim = new(
        held,
        training => Advance(training, time.GetUtcNow()),
        (old, training) => trainings.ReplaceAsync(task, old, training, CancellationToken.None),
        time,
        cancel);

    /// <summary>Cancelled when the training must not go on here.</summary>
    public CancellationToken Lost => claim.Lost;

    public void Report(TrainingProgress value) => Volatile.Write(ref latest, value);

    /// <summary>Writes the last state, unless another instance has taken the training.</summary>
    public Task EndAsync(Func<Training, Training> end) => claim.EndAsync(end);

    public ValueTask DisposeAsync() => claim.DisposeAsync();

    private Training Advance(Training training, DateTimeOffset now)
    {
        var (fraction, step) = Volatile.Read(ref latest);
        return training.Advance(fraction, step, now);
    }
}
