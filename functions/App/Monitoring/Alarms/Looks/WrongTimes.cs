using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>When alarms were on, by the time of predictions.</summary>
/// <param name="age">How much earlier than their outcomes predictions may have been.</param>
internal sealed class WrongTimes(TimeSpan age)
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> times = [];

    /// <param name="changes">The last ones of one alarm, in order.</param>
    public void Add(IReadOnlyList<AlarmChange> changes)
    {
        DateTimeOffset? began = changes is [{ From: AlarmState.Firing }, ..] ? DateTimeOffset.MinValue : null;
        foreach (var change in changes)
        {
            if (began is { } from && change.To != AlarmState.Firing)
                times.Add((from, change.Evaluation.To));
            began = change.To == AlarmState.Firing ? change.Evaluation.From - age : null;
        }

        if (began is { } on)
            times.Add((on, DateTimeOffset.MaxValue));
    }

    /// <summary>Whether they meet an hour that begins then.</summary>
    public bool Meet(DateTimeOffset hour) => times.Any(time => hour < time.To && hour.AddHours(1) > time.From);
}
