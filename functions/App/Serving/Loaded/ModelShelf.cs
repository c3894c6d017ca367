using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Serving.Loaded;

/// <summary>The models of one task that this instance holds, whatever they are used for: a promotion, a rollback or the end of a pilot finds its model here. One caller at a time.</summary>
internal sealed class ModelShelf(ModelStore models, TimeProvider time)
{
    /// <summary>After so long a model that could not be loaded is tried again, in case its file was put back.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, (Task<Result<LoadedModel>> Loading, long Since)> shelf = [];

    /// <summary>The model, which is waited for; where the last try failed, it is tried again.</summary>
    /// <exception cref="Exception">Storage is away (<see cref="StorageAccount.IsOutage"/>).</exception>
    public Task<Result<LoadedModel>> LoadAsync(TaskDefinition task, int version, CancellationToken cancel) =>
        (shelf.TryGetValue(version, out var known) && IsGoodOrUnderWay(known.Loading) ? known.Loading : Start(task, version)).WaitAsync(cancel);

    /// <summary>The model, or why it cannot be loaded; null while it is on its way, which it is from now on. It is not waited for, so that it never delays others.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="version">Which.</param>
    /// <param name="started">The loading that this has begun; null where there was no need.</param>
    public Result<LoadedModel>? Find(TaskDefinition task, int version, out Task<Result<LoadedModel>>? started)
    {
        started = null;
        var isKnown = shelf.TryGetValue(version, out var known);
        if (!isKnown || (!IsGoodOrUnderWay(known.Loading) && time.GetElapsedTime(known.Since) > Pause) || known.Loading.IsFaulted)
            started = Start(task, version);
        return isKnown && known.Loading.IsCompletedSuccessfully ? known.Loading.Result : (Result<LoadedModel>?)null;
    }

    /// <summary>Lets go of all others.</summary>
    public void Keep(IEnumerable<int> versions)
    {
        foreach (var version in shelf.Keys.Except(versions).ToArray())
            shelf.Remove(version);
    }

    private static bool IsGoodOrUnderWay(Task<Result<LoadedModel>> loading) => !loading.IsCompleted || (loading.IsCompletedSuccessfully && loading.Result.IsDone);

    private Task<Result<LoadedModel>> Start(TaskDefinition task, int version)
    {
        var loading = Task.Run(() => ReadAsync(task, version));
        shelf[version] = (loading, time.GetTimestamp());
        return loading;
    }

    /// <summary>From storage, and warm.</summary>
    private async Task<Result<LoadedModel>> ReadAsync(TaskDefinition task, int version)
    {
        try
        {
            var artifact = await models.ReadArtifactAsync(task.Name, version, CancellationToken.None);
            var model = artifact.IsDone ? LiveTasks.Open(version, artifact.Value) : new Unavailable(artifact.Refusal.Detail);
            if (!model.IsDone)
                return model;
            Scoring.WarmUp(task, model.Value.Model);
            return model.Value with { Profile = await models.FindProfileAsync(task.Name, version, CancellationToken.None) };
        }
        catch (Exception broken) when (!StorageAccount.IsOutage(broken) && broken is not OperationCanceledException)
        {
            // Whatever a file makes its reader do is a fault of this model alone.
            return new Unavailable($"Model {version} cannot be loaded: {broken.Message} Roll back, or promote another model.");
        }
    }
}
