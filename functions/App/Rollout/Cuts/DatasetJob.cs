using Microsoft.Extensions.Logging;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Rollout.Cuts;

/// <summary>Makes the datasets of tasks that are due out of the log.</summary>
public sealed partial class DatasetJob(EachTask tasks, LoggedRows rows, DatasetStore datasets, DatasetUpload upload, TimeProvider time, ILogger<DatasetJob> logger)
{
    /// <summary>Looks through every task.</summary>
    public Task RefreshDueAsync(CancellationToken cancel) => tasks.RunAsync(task => RefreshAsync(task, cancel), cancel);

    /// <summary>The validation and the training rows as of a time, each a new version, or the one that had the same rows before; none where there are too few. Another call, by whomever, with the same time gives the same bytes.</summary>
    public async Task<IReadOnlyList<DatasetDescription>> MakeAsync(TaskDefinition task, DateTimeOffset cut, CancellationToken cancel)
    {
        var from = DatasetCut.WindowStart(cut, task.Datasets);
        var sets = new LoggedSets(task, LoggedSplit.Of(task, task.Datasets, await DaysAsync(task, from, cut, cancel)));
        await foreach (var example in rows.ReadAsync(task, from, cut, cancel))
            sets.Add(example);
        sets.Separate();

        var made = new List<DatasetDescription>();
        foreach (var role in (DatasetRole[])[DatasetRole.Validation, DatasetRole.Training])
        {
            if (sets.FileOf(role, cut, (await datasets.LatestAsync(task.Name, role, cancel))?.Version) is not { } file)
                continue;
            var kept = await upload.AddAsync(task, role, file, cancel);
            made.Add(kept.Value ?? throw new InvalidDataException(kept.Refusal!.Detail));
        }

        LogMade(task.Name, cut, sets, made.Count);
        return made;
    }

    private async Task RefreshAsync(TaskDefinition task, CancellationToken cancel)
    {
        var cut = DatasetCut.At(time.GetUtcNow(), task.Datasets);
        if (DatasetCut.IsDue(task.Datasets, cut, await datasets.LookAsync(task.Name, cancel)))
            await datasets.PutLookAsync(task.Name, new DatasetLook(cut, (await MakeAsync(task, cut, cancel)).Count > 0), cancel);
    }

    private async Task<IReadOnlyCollection<long>> DaysAsync(TaskDefinition task, DateTimeOffset from, DateTimeOffset cut, CancellationToken cancel)
    {
        var days = new HashSet<long>();
        if (!LoggedSplit.NeedsDays(task))
            return days;
        await foreach (var example in rows.ReadAsync(task, from, cut, cancel))
        {
            if (example is not null)
                days.Add(LoggedSplit.Day(example.Origin.At));
        }

        return days;
    }

    [LoggerMessage(EventId = 1, EventName = "DatasetsMade", Level = LogLevel.Information, Message = "Datasets of {Task} as of {Cut}: {Sets}; {Versions} versions")]
    private partial void LogMade(TaskName task, DateTimeOffset cut, LoggedSets sets, int versions);
}
