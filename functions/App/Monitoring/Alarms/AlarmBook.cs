using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>The alarms and silences of a task as this instance read or wrote them last. Writing fails where another instance wrote since, and then all is read again.</summary>
internal sealed class AlarmBook(TaskName task, AlarmStore alarms, SilenceStore silences)
{
    /// <summary>How long a silence that another instance was told of may be overlooked, by what it is to end.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private Dictionary<string, Stored<Alarm>>? known;
    private DateTimeOffset readAt;

    public SemaphoreSlim Turn { get; } = new(1);

    public IReadOnlyList<Silence> Silences { get; private set; } = [];

    public Stored<Alarm>? Find(string rule) => known?.GetValueOrDefault(rule);

    /// <summary>Those kept of rules that the task declares no longer.</summary>
    public IEnumerable<Alarm> Former(IEnumerable<AlarmRule> rules) => (known ?? []).Values.Select(alarm => alarm.Value).ExceptBy(rules.Select(rule => rule.Name), alarm => alarm.Rule);

    public async Task ReadAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (known is not null && now - readAt < MaxAge)
            return;
        known = (await alarms.ReadAsync(task, cancel)).ToDictionary(alarm => alarm.Value.Rule);
        await ReadSilencesAsync(now, cancel);
        readAt = now;
    }

    /// <summary>A silence that was asked for before a change must cover it.</summary>
    public async Task ReadSilencesAsync(DateTimeOffset now, CancellationToken cancel) => Silences = await silences.LastingAsync(task, now, cancel);

    /// <summary>False when another instance has changed an alarm since it was read.</summary>
    public async Task<bool> KeepAsync(IReadOnlyList<AlarmUpdate> updates, CancellationToken cancel)
    {
        var before = known;
        // Where it is not known whether they were kept, they must be read.
        known = null;
        if (await alarms.KeepAsync(updates, cancel) is not { } kept)
            return false;
        foreach (var alarm in kept)
            before![alarm.Value.Rule] = alarm;
        known = before;
        return true;
    }
}
