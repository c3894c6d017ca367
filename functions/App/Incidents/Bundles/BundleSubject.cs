using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>What a bundle is about.</summary>
/// <param name="Ticket">Whose it is.</param>
/// <param name="Event">That it explains.</param>
/// <param name="Task">As it is declared now.</param>
internal sealed record BundleSubject(Ticket Ticket, TicketEvent Event, TaskDefinition Task)
{
    /// <summary>How far back predictions are looked for.</summary>
    public const int Hours = 48;

    /// <summary>Null where the task declares it no longer.</summary>
    public AlarmRule? Rule { get; } = AlarmRules.Of(Task).FirstOrDefault(rule => rule.Name == Event.Evidence!.Alarm);

    public TicketEvidence Evidence => Event.Evidence!;

    public AlarmEvaluation Evaluation => Evidence.Evaluation;

    /// <summary>In production when the alarm changed.</summary>
    public int? Model => Evidence.Model;

    public string NoRule => $"The task declares the alarm {Evidence.Alarm} no longer, so its figure is not known.";
}
