using System.Collections.Concurrent;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Serving.Loaded;

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

    /// <summary>Reads storage again now, so that the next call on this instance sees a change that was just made; a pilot and shadows have a moment to be loaded.</summary>
    public async Task<LiveTask?> RefreshAsync(TaskName name, CancellationToken cancel)
    {
        var read = await ReadAsync(name, TimeSpan.Zero, cancel);
        if (!slots.TryGetValue(name.ToString(), out var slot) || slot.Joining.IsCompleted)
            return read;
        await Task.WhenAny(slot.Joining, Task.Delay(MaxAge, time, cancel));
        return slot.Task;
    }

    private async Task<LiveTask?> RenewedAsync(Task<LiveTask?> renewal, LiveTask known) =>
        await Task.WhenAny(renewal, Task.Delay(Patience, time)) == renewal ? await renewal : known;

    private async Task<LiveTask?> ReadAsync(TaskName name, TimeSpan maxAge, CancellationToken cancel)
    {
        var slot = slots.GetOrAdd(name.ToString(), _ => new Slot(new ModelShelf(models, time)));
        await slot.Gate.WaitAsync(cancel);
        try
        {
            if (slot.Task is not { } known || time.GetElapsedTime(known.ReadAt) >= maxAge)
                slot.Task = await ReadAsync(name, slot, cancel);
            if (slot.Task is null)
                slots.TryRemove(name.ToString(), out _);
            return slot.Task;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<LiveTask?> ReadAsync(TaskName name, Slot slot, CancellationToken cancel)
    {
        var readAt = time.GetTimestamp();
        try
        {
            var pointer = deployments.PointerAsync(name, cancel);
            var definition = await tasks.FindAsync(name, cancel);
            return definition is null ? null : await ReadAsync(definition, await pointer, slot, readAt, cancel);
        }
        catch (Exception outage) when (slot.Task is not null && StorageAccount.IsOutage(outage))
        {
            return slot.Task with { ReadAt = readAt };
        }
    }

    private async Task<LiveTask> ReadAsync(TaskDefinition task, DeploymentPointer pointer, Slot slot, long readAt, CancellationToken cancel)
    {
        Result<LoadedModel> production = pointer.Production is { } version ? await slot.Models.LoadAsync(task, version, cancel) : NoModel(task);
        slot.Models.Keep(pointer.InUse);
        if (pointer.Previous is { } previous)
            _ = slot.Models.Find(task, previous, out _);
        var live = new LiveTask(task, production.Value?.Requests ?? new(InputReader.Of(task.Kind, task.Columns, task.Group)), production, readAt);
        return production.Value is { } answering ? live with { Pilot = Pilot(task, pointer, slot, answering), Shadows = [.. Shadows(task, pointer, slot, answering)] } : live;
    }

    private LivePilot? Pilot(TaskDefinition task, DeploymentPointer pointer, Slot slot, LoadedModel production) =>
        pointer.Pilot is { } pilot && Find(task, pilot.Model, slot) is { } model ? new(pilot.Model, model, pilot.Units(task.Name), model.Value?.ReadsAs(production) ?? true) : null;

    private IEnumerable<LiveShadow> Shadows(TaskDefinition task, DeploymentPointer pointer, Slot slot, LoadedModel production)
    {
        foreach (var version in pointer.Shadows)
        {
            if (Find(task, version, slot) is { } model)
                yield return new(version, model, model.Value?.ReadsAs(production) ?? true);
        }
    }

    /// <summary>A model that does not answer alone: it is loaded beside, and nobody waits for it.</summary>
    private Result<LoadedModel>? Find(TaskDefinition task, int version, Slot slot)
    {
        var model = slot.Models.Find(task, version, out var started);
        if (started is not null)
            slot.Joining = JoinAsync(task.Name, slot.Joining, started);
        return model;
    }

    /// <summary>Has a model that was loaded beside take its place.</summary>
    private async Task JoinAsync(TaskName task, Task others, Task<Result<LoadedModel>> loading)
    {
        await others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await loading;
            await ReadAsync(task, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage))
        {
            // The next reading tries again.
        }
    }

    /// <summary>Reads a model's file.</summary>
    public static Result<LoadedModel> Open(int version, ReadOnlyMemory<byte> artifact)
    {
        try
        {
            var model = TrainerList.Load(artifact);
            return new LoadedModel(version, model, InputReader.Of(model.Kind, model.Columns, model.Manifest.Group));
        }
        catch (InvalidDataException broken)
        {
            return new Unavailable($"Model {version} cannot be loaded: {broken.Message} Roll back, or promote another model.");
        }
    }

    private static Conflict NoModel(TaskDefinition task) => new(
        $"Task {task.Name} has no model in production. Upload rows (POST /api/tasks/{task.Name}/datasets?role=training), train (POST /api/tasks/{task.Name}/trainings), and promote the model (POST /api/tasks/{task.Name}/promotions with {{ \"model\": 1, \"to\": \"production\" }}).");

    private sealed class Slot(ModelShelf models)
    {
        public ModelShelf Models { get; } = models;

        public SemaphoreSlim Gate { get; } = new(1);

        public LiveTask? Task { get; set; }

        /// <summary>The reading that was last begun without waiting for it.</summary>
        public Task<LiveTask?> Renewal { get; set; } = System.Threading.Tasks.Task.FromResult<LiveTask?>(null);

        public long RenewalBegan { get; set; }

        /// <summary>What is being loaded beside production, until it has taken its place.</summary>
        public Task Joining { get; set; } = System.Threading.Tasks.Task.CompletedTask;
    }
}
