using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Stages;

/// <summary>Tells people what <see cref="StageJob"/> does: on the ticket that a model's retraining answers, and by a ticket of its own where a pilot has harmed customers.</summary>
public sealed class StageReport(ModelStore models, TicketNotes notes, AuditTeller audit)
{
    private const string BrokenPilot = "pilot";

    /// <summary>A pilot broke a guardrail; told before it is stopped, so that no stop goes untold.</summary>
    public Task BrokenAsync(TaskDefinition task, Pilot pilot, string detail, CancellationToken cancel) => notes.OpenAsync(
        TicketId.Of(task.Name, BrokenPilot, pilot.Number),
        new TicketSubject(task.Name, $"The pilot of model {pilot.Model} of {task.Name} broke a guardrail and was rolled back", Severity.Sev3, Source: BrokenPilot, Description: detail),
        StageJob.By, detail, cancel);

    /// <summary>A model moved.</summary>
    public async Task MovedAsync(TaskDefinition task, DeploymentChange change, CancellationToken cancel)
    {
        if ((await models.FindCardAsync(task.Name, change.Model, cancel))?.Provenance.Reason is { Ticket: { } ticket })
            await notes.NoteAsync(ticket, StageJob.By, DeploymentEntries.Changed(task.Name, change).Detail, cancel);
    }

    /// <summary>What the gates said of a model that moved on, or out.</summary>
    public Task GatesAsync(TaskDefinition task, GateReport gates) => audit.TellAsync(DecisionEntries.Gates(task.Name, gates, StageJob.By));
}
