using System.Text.Json;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Jira;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets.Jira;

/// <summary>Keeps issues as tickets: all events of one in one transaction, so that an import which was broken off is simply repeated. Nobody is told of what happened long ago.</summary>
public sealed class JiraIntake(TicketStore tickets, OnCallStore onCall, TimeProvider time)
{
    /// <param name="issue">As Jira answers it.</param>
    /// <param name="index">Its place in the call.</param>
    /// <param name="task">Whose ticket it becomes.</param>
    /// <param name="cancel">Stops writing.</param>
    internal async Task<ImportedIssue> KeepAsync(JsonElement issue, int index, TaskName task, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var read = JiraImport.Of(issue, task, now);
        if (!read.IsDone)
        {
            var errors = ((Invalid)read.Refusal).Errors.Select(error => error with { Pointer = $"/issues/{index}{error.Pointer}" });
            return new(null, null, ImportResult.Refused, [.. errors]);
        }

        var import = read.Value;
        var ticket = Ticket.Fold(import.Id, import.Events)!;
        var policy = Team.Of(ticket, await onCall.TeamsAsync(cancel))?.Policy(ticket.Subject.Severity) ?? EscalationPolicy.Default(ticket.Subject.Severity);
        var events = import.Planned(ticket, policy, now);
        var isNew = await tickets.ImportAsync(Ticket.Fold(import.Id, events)!, events, cancel);
        return new(JiraWords.Key(import.Id), import.Id, isNew ? ImportResult.Created : ImportResult.Unchanged);
    }
}

/// <summary>What became of an issue.</summary>
/// <param name="Key">Its key; null when it was refused.</param>
/// <param name="Ticket">Its ticket; null when it was refused.</param>
/// <param name="Result">Whether it was new.</param>
/// <param name="Errors">Why it was refused.</param>
internal sealed record ImportedIssue(string? Key, TicketId? Ticket, ImportResult Result, IReadOnlyList<FieldError>? Errors = null);

/// <summary>What became of an issue.</summary>
internal enum ImportResult
{
    Created,

    /// <summary>It had been imported before.</summary>
    Unchanged,

    Refused,
}
