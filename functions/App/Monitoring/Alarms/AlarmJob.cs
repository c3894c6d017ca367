using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage.Kernel;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Monitoring.Alarms.Looks;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>
/// Looks at every rule of a task: what has come to be known since it was last looked at, by the time of events, so that a look that came late or not at all misses nothing. States and their changes
/// are kept first, and tickets told then; what was not told is told by the next look.
/// </summary>
public sealed partial class AlarmJob(AlarmStore alarms, SilenceStore silences, SpanStore spans, Outlooks outlooks, AlarmTickets tickets, ILogger<AlarmJob> logger)
{
    private readonly ConcurrentDictionary<TaskName, AlarmBook> books = new();

    /// <summary>Looks at the alarms of a task.</summary>
    public async Task EvaluateAsync(TaskDefinition task, DateTimeOffset now, CancellationToken cancel)
    {
        var book = books.GetOrAdd(task.Name, name => new AlarmBook(name, alarms, silences));
        await book.Turn.WaitAsync(cancel);
        try
        {
            // Another instance's look may come between; what it has judged is not judged again.
            for (var race = new Race($"The alarms of task {task.Name}"); !await LookAsync(task, book, now, cancel);)
                race.Again();
        }
        finally
        {
            book.Turn.Release();
        }
    }

    /// <summary>False when another instance has changed an alarm meanwhile.</summary>
    private async Task<bool> LookAsync(TaskDefinition task, AlarmBook book, DateTimeOffset now, CancellationToken cancel)
    {
        await book.ReadAsync(now, cancel);
        var outlook = await outlooks.OfAsync(task, now, cancel);
        var rules = AlarmRules.Of(task);
        var judged = rules.Select(Judged).ToArray();
        foreach (var akin in judged.ToLookup(alarm => alarm.Rule.Subject))
        {
            foreach (var alarm in akin)
                alarm.Akin = [.. akin.Where(other => other != alarm)];
        }

        var looker = new Looker(outlook, new SpanReadings(spans, task.Name));
        await looker.LookAsync(judged, cancel);
        JudgedAlarm[] former = [.. book.Former(rules).Where(alarm => alarm.State != AlarmState.Ok || alarm.Told < alarm.Changes).Select(alarm => Judged(AlarmRules.Former(alarm.Rule)))];
        foreach (var alarm in former)
            alarm.Withdraw();
        judged = [.. judged, .. former];
        if (judged.Any(alarm => alarm.Changes.Count > 0))
            await book.ReadSilencesAsync(now, cancel);
        AlarmUpdate[] updates = [.. judged.Where(alarm => alarm.IsNew).Select(alarm => alarm.Update(book.Silences))];
        if (updates.Length > 0 && !await book.KeepAsync(updates, cancel))
            return false;
        foreach (var change in judged.SelectMany(alarm => alarm.Changes, (alarm, change) => (alarm.Rule, Change: change)))
            LogChange(task.Name, change.Rule.Name, change.Change.To, change.Change.Evaluation.Detail);
        var isDone = await TellAsync(task.Name, book, judged, now, cancel);
        return looker.Failures.Count == 0 ? isDone : throw new AggregateException($"Of task {task.Name} not every alarm could be looked at.", looker.Failures);

        JudgedAlarm Judged(AlarmRule rule) => new(task.Name, rule, book.Find(rule.Name), outlook.Model?.Version, now);
    }

    /// <summary>Tells tickets of the changes that they do not know, unless a silence covers the alarm. Of what a silence has covered only the end is told: the state that is left when it is over.</summary>
    private async Task<bool> TellAsync(TaskName task, AlarmBook book, IReadOnlyList<JudgedAlarm> judged, DateTimeOffset now, CancellationToken cancel)
    {
        var told = new List<AlarmUpdate>();
        foreach (var (rule, alarm) in judged.Select(one => (one.Rule, one.Alarm)).Where(one => one.Alarm.Told < one.Alarm.Changes && !book.Silences.Any(silence => silence.Covers(one.Rule.Name, now))))
        {
            var subject = new TicketSubject(task, rule.Description, Severity(rule, judged), rule.Name);
            foreach (var change in (await alarms.ChangesAsync(task, rule.Name, alarm.Told, alarm.Changes - alarm.Told, cancel)).Items.Where(change => change.Silence is null || change.Number == alarm.Changes))
                await tickets.TellAsync(subject, change, cancel);
            told.Add(new(book.Find(rule.Name), alarm with { Told = alarm.Changes }, []));
        }

        return told.Count == 0 || await book.KeepAsync(told, cancel);
    }

    /// <summary>Drift alone is of little weight; while the metric suffers it is of the same.</summary>
    private static Severity Severity(AlarmRule rule, IEnumerable<JudgedAlarm> judged) => rule.Kind is not (RuleKind.Drift or RuleKind.Contract)
        ? rule.Severity
        : DriftRule.SeverityOf(rule, judged.FirstOrDefault(other => other.Rule.Kind is RuleKind.Threshold or RuleKind.Shift && other.Alarm.State == AlarmState.Firing)?.Rule);

    [LoggerMessage(EventId = 1, EventName = "AlarmChanged", Level = LogLevel.Warning, Message = "Alarm {Task}/{Alarm} is {State}: {Detail}")]
    private partial void LogChange(TaskName task, string alarm, AlarmState state, string detail);
}
