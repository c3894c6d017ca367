using MlFunctions.App.Tasks;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Audit;

namespace MlFunctions.App.Audit;

/// <summary>
/// Brings the audit up to what has happened: a change is the truth as soon as it is made, and its row follows, told at once or found here. An entry is kept once, so that nothing is lost or told
/// twice by crashes, outages or two sweeps at a time. Where nothing is new it costs four reads for each task, and two.
/// </summary>
public sealed class AuditSweep(EachTask tasks, AuditNews news, VersionNews versions, AuditMarkStore marks, AuditLog log, TimeProvider time)
{
    /// <summary>Tells what has not been told.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var known = await marks.AllAsync(cancel);
        await tasks.RunAsync(task => SweepAsync(task, known.GetValueOrDefault(task.Name, AuditMarks.None), cancel), cancel);
    }

    private async Task SweepAsync(TaskDefinition task, AuditMarks before, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var changes = await news.ReadAsync(task, before, now, cancel);
        var made = await versions.ReadAsync(task.Name, changes.Marks, now, cancel);
        foreach (var entry in changes.Entries.Concat(made.Entries).OrderBy(entry => entry.At))
            await log.AppendAsync(entry, cancel);
        if (made.Marks != before)
            await marks.PutAsync(task.Name, made.Marks, cancel);
    }
}
