using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.App.Monitoring.Alarms;

/// <summary>An alarm on the wire.</summary>
/// <param name="Alarm">Its name.</param>
/// <param name="Description">What it means that it fires.</param>
/// <param name="Severity">Of its tickets.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when; null before its first change.</param>
/// <param name="EvaluatedTo">The time of events up to which it was judged; null before it ever was.</param>
/// <param name="Evaluation">The last look.</param>
/// <param name="Inhibited">Why the last events were passed over.</param>
/// <param name="Silence">The silence that covers it now.</param>
/// <param name="Ticket">Of the last time that it was not in order.</param>
/// <param name="Changes">How often it has changed.</param>
/// <param name="Needed">So many verdicts of one kind change it,</param>
/// <param name="Of">of so many last ones.</param>
/// <param name="EverySeconds">The shortest time from one look to the next.</param>
/// <param name="FalseAlarmsPerMonth">How often it goes off in 30 days, at most, while nothing is wrong.</param>
internal sealed record AlarmAnswer(
    string Alarm,
    string Description,
    Severity Severity,
    AlarmState State,
    DateTimeOffset? Since,
    DateTimeOffset? EvaluatedTo,
    AlarmEvaluation? Evaluation,
    string? Inhibited,
    Silence? Silence,
    TicketId? Ticket,
    int Changes,
    int Needed,
    int Of,
    double EverySeconds,
    double FalseAlarmsPerMonth)
{
    public static AlarmAnswer From(AlarmRule rule, Alarm? alarm, IEnumerable<Silence> silences, DateTimeOffset now) => new(
        rule.Name, rule.Description, rule.Severity, alarm?.State ?? AlarmState.Ok, alarm?.Since, alarm?.EvaluatedTo, alarm?.Last, alarm?.Inhibited,
        silences.Where(silence => silence.Covers(rule.Name, now)).MaxBy(silence => silence.Until), alarm?.Ticket, alarm?.Changes ?? 0, rule.Needed, rule.Of, rule.Every.TotalSeconds, rule.FalseAlarmsPerMonth);
}
