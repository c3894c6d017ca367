using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Audit;

/// <summary>What the audit has not been told.</summary>
/// <param name="Entries">In the order in which they happened, kind by kind.</param>
/// <param name="Marks">Once they are told.</param>
public sealed record News(IReadOnlyList<AuditEntry> Entries, AuditMarks Marks);

/// <summary>Finds changes of deployments, definitions and silences that the audit has not been told.</summary>
public sealed class AuditNews(DeploymentStore deployments, TaskStore tasks, SilenceStore silences)
{
    public const int AtOnce = 200;

    /// <summary>Clocks of instances may be so far apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    /// <summary>How long it may be that over silences are looked at again.</summary>
    private static readonly TimeSpan SilencesAgain = TimeSpan.FromHours(1);

    public async Task<News> ReadAsync(TaskDefinition task, AuditMarks marks, DateTimeOffset now, CancellationToken cancel)
    {
        var changes = (await deployments.ListAsync(task.Name, marks.Deployments, AtOnce, cancel)).Items;
        var entries = changes.Select(change => DeploymentEntries.Changed(task.Name, change)).ToList();
        marks = changes.Count == 0 ? marks : marks with { Deployments = changes[^1].Number };
        for (var version = marks.Definitions + 1; version <= task.Version; version++)
        {
            if (await tasks.FindAsync(task.Name, version, cancel) is { } declared)
                entries.Add(AuditEntries.Definition(version == 1 ? null : await tasks.FindAsync(task.Name, version - 1, cancel), declared, now));
        }

        return await SilencesAsync(task.Name, entries, marks with { Definitions = task.Version }, now, cancel);
    }

    private async Task<News> SilencesAsync(TaskName task, List<AuditEntry> entries, AuditMarks marks, DateTimeOffset now, CancellationToken cancel)
    {
        var lasting = (await silences.LastingAsync(task, marks.SilencesAt == AuditMarks.None.SilencesAt ? marks.SilencesAt : marks.SilencesAt - Skew, cancel)).SelectMany(silence => Of(task, silence)).ToList();
        var news = lasting.Where(entry => !marks.Silences.Contains(entry.Key)).ToList();
        return news.Count > 0 || now - marks.SilencesAt > SilencesAgain
            ? new([.. entries, .. news], marks with { Silences = [.. lasting.Select(entry => entry.Key)], SilencesAt = now })
            : new(entries, marks);
    }

    private static IEnumerable<AuditEntry> Of(TaskName task, Silence silence)
    {
        yield return SilenceEntries.Began(task, silence);
        if (silence.EndedAt is not null)
            yield return SilenceEntries.Ended(task, silence);
    }
}
