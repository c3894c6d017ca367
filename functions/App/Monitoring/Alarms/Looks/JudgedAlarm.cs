using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>An alarm while its rule is looked at: as it was kept, as it is now, and the changes in between.</summary>
/// <param name="task">Whose.</param>
/// <param name="rule">Which.</param>
/// <param name="kept">As it is in storage; null before it is first judged.</param>
/// <param name="model">In production now.</param>
/// <param name="now">When it is judged.</param>
internal sealed class JudgedAlarm(TaskName task, AlarmRule rule, Stored<Alarm>? kept, int? model, DateTimeOffset now)
{
    private readonly List<AlarmChange> changes = [];

    public AlarmRule Rule => rule;

    public Alarm Alarm { get; private set; } = kept?.Value ?? new Alarm(task, rule.Name);

    public IReadOnlyList<AlarmChange> Changes => changes;

    public bool IsNew => Alarm != kept?.Value;

    /// <summary>Alarms about the same thing, which have one ticket together.</summary>
    public IReadOnlyList<JudgedAlarm> Akin { get; set; } = [];

    /// <summary>The time of events from which it has not been judged.</summary>
    /// <param name="first">Where it begins, if it never was.</param>
    public DateTimeOffset From(DateTimeOffset first) => (Alarm = Alarm.Begin(first)).EvaluatedTo!.Value;

    public void Judge(AlarmEvaluation? evaluation)
    {
        if (evaluation is null)
            return;
        var shared = Akin.Select(akin => akin.Alarm.PresentTicket(now)).FirstOrDefault(ticket => ticket is not null);
        (Alarm, var change) = Alarm.Apply(evaluation, rule.Needed, rule.Of, now, shared);
        if (change is not null)
            changes.Add(change with { Model = model });
    }

    /// <summary>Its rule is declared no longer: what holds must not hold for ever.</summary>
    public void Withdraw()
    {
        (Alarm, var change) = Alarm.Withdraw(now);
        if (change is not null)
            changes.Add(change with { Model = model });
    }

    public void Follow(ShiftState shift, DateTimeOffset to) => Alarm = Alarm.Follow(shift, to);

    public void PassOver(DateTimeOffset to, string reason) => Alarm = Alarm.Inhibit(to, reason);

    /// <summary>What is to be kept.</summary>
    /// <param name="silences">Those that last: a change that one covers is marked with it.</param>
    public AlarmUpdate Update(IReadOnlyList<Silence> silences)
    {
        var silence = silences.FirstOrDefault(one => one.Covers(rule.Name, now))?.Id;
        return new(kept, Alarm, [.. changes.Select(change => change with { Silence = silence })]);
    }
}
