using System.Collections.Concurrent;
using MlFunctions.Domain;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning;
using MlFunctions.Storage;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Predictions;

/// <summary>What this instance serves. It follows each task's deployment pointer, loads a new model beside the old one, and then switches.</summary>
public sealed class LiveTasks(TaskStore tasks, DeploymentStore deployments, ModelStore models, TimeProvider time)
{
    /// <summary>How old a task's reading may be when a call uses it: an instance follows the pointer within this time.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    /// <summary>The age from which a call that uses a reading has it renewed, without waiting for that.</summary>
    private static readonly TimeSpan RenewalAge = TimeSpan.FromSeconds(1);

    /// <summary>What a call waits for a reading that is too old; then it is answered by what is in memory, because storage is silent, or another model is still being loaded.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Slot> slots = new(StringComparer.Ordinal);

    /// <summary>The task, read at most <see cref="MaxAge"/> ago while storage answers; null when there is none of that name.</summary>
    public ValueTask<LiveTask?> FindAsync(string name, CancellationToken cancel)
    {
        if (!slots.TryGetValue(name, out var slot) || slot.Task is not { } task)
            return TaskName.TryParse(name, null, out var parsed) ? new(ReadAsync(parsed, MaxAge, cancel)) : new((LiveTask?)null);
        var age = time.GetElapsedTime(task.ReadAt);
        if (age < RenewalAge)
            return new(task);
        if (slot.Renewal.IsCompleted)
            (slot.RenewalBegan, slot.Renewal) = (time.GetTimestamp(), ReadAsync(task.Definition.Name, RenewalAge, CancellationToken.None));
        return age < MaxAge || time.GetElapsedTime(slot.RenewalBegan) >= Patience ? new(task) : new(RenewedAsync(slot.Renewal, task));
    }

    /// <summary>Reads storage again now, so that the next call on this instance sees a change that was just made.</summary>
    public Task<LiveTask?> RefreshAsync(TaskName name, CancellationToken cancel) => ReadAsync(name, TimeSpan.Zero, cancel);

    private async Task<LiveTask?> RenewedAsync(Task<LiveTask?> renewal, LiveTask known) =>
        await Task.WhenAny(renewal, Task.Delay(Patience, time)) == renewal ? await renewal : known;

    private async Task<LiveTask?> ReadAsync(TaskName name, TimeSpan maxAge, CancellationToken cancel)
    {
        var slot = slots.GetOrAdd(name.ToString(), _ => new Slot());
        await slot.Gate.WaitAsync(cancel);
        try
        {
            if (slot.Task is not { } known || time.GetElapsedTime(known.ReadAt) >= maxAge)
                slot.Task = await ReadAsync(name, slot.Task, cancel);
            if (slot.Task is null)
                slots.TryRemove(name.ToString(), out _);
            return slot.Task;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<LiveTask?> ReadAsync(TaskName name, LiveTask? known, CancellationToken cancel)
    {
        var readAt = time.GetTimestamp();
        try
        {
            var pointer = deployments.PointerAsync(name, cancel);
            var definition = await tasks.FindAsync(name, cancel);
            return definition is null ? null : await ReadAsync(definition, await pointer, known, readAt, cancel);
        }
        catch (Exception outage) when (known is not null && StorageAccount.IsOutage(outage))
        {
            return known with { ReadAt = readAt };
        }
    }

    private async Task<LiveTask> ReadAsync(TaskDefinition task, (int? Production, int? Previous) pointer, LiveTask? known, long readAt, CancellationToken cancel)
    {
        var (production, previous) = pointer;
        Result<LoadedModel> live = production is { } version ? await LoadAsync(task, version, known, cancel) : NoModel(task);
        var spare = previous is { } before ? (await LoadAsync(task, before, known, cancel)).Value : null;
        return new LiveTask(task, live.Value?.Requests ?? new(InputReader.Of(task.Kind, task.Columns, task.Group)), live, spare, readAt);
    }

    /// <summary>A model that is in memory already, or else from storage and warm.</summary>
    private async Task<Result<LoadedModel>> LoadAsync(TaskDefinition task, int version, LiveTask? known, CancellationToken cancel)
    {
        if (known?.Production.Value is { } production && production.Version == version)
            return production;
        if (known?.Previous is { } previous && previous.Version == version)
            return previous;
        var artifact = await models.ReadArtifactAsync(task.Name, version, cancel);
        var model = artifact.IsDone ? Open(version, artifact.Value) : new Unavailable(artifact.Refusal.Detail);
        if (!model.IsDone)
            return model;
        Scoring.WarmUp(task, model.Value.Model);
        return model.Value with { Profile = await models.FindProfileAsync(task.Name, version, cancel) };
    }

    /// <summary>Reads a model's file.</summary>
    public static Result<LoadedModel> Open(int version, ReadOnlyMemory<byte> artifact)
    {
        try
        {
            var model = TrainedModel.Load(artifact);
            return new LoadedModel(version, model, InputReader.Of(model.Kind, model.Columns, model.Manifest.Group));
        }
        catch (InvalidDataException broken)
        {
            return new Unavailable($"Model {version} cannot be loaded: {broken.Message} Roll back, or promote another model.");
        }
    }

    private static Conflict NoModel(TaskDefinition task) => new(
        $"Task {task.Name} has no model in production. Upload rows (POST /api/tasks/{task.Name}/datasets?role=training), train (POST /api/tasks/{task.Name}/trainings), and promote the model (POST /api/tasks/{task.Name}/promotions with {{ \"model\": 1, \"to\": \"production\" }}).");

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public LiveTask? Task { get; set; }

        /// <summary>The reading that was last begun without waiting for it.</summary>
        public Task<LiveTask?> Renewal { get; set; } = System.Threading.Tasks.Task.FromResult<LiveTask?>(null);

        public long RenewalBegan { get; set; }
    }
}
