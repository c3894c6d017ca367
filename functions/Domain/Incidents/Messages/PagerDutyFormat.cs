using System.Text.Json.Nodes;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>
/// Events of PagerDuty's Events API v2. To a hook a ticket is one incident, by its id: whoever is asked triggers it, an acknowledgement or a mitigation acknowledges it, a solution resolves it. To a person
/// each page is an incident of its own. What comes late and is no longer so is not said.
/// </summary>
public static class PagerDutyFormat
{
    public const int LongestSummary = 1024;
    private const int LongestDetail = 4000;

    /// <summary>Null where there is nothing to say.</summary>
    /// <param name="message">What is said.</param>
    /// <param name="routingKey">Of the integration.</param>
    public static string? Of(Message message, string routingKey)
    {
        if (Action(message.Event.Action, message.Ticket) is not { } action)
            return null;
        var body = new JsonObject { ["routing_key"] = routingKey, ["event_action"] = action, ["dedup_key"] = Incident(message) };
        if (action == "trigger")
        {
            body["payload"] = Payload(message);
            body["client"] = "MlFunctions";
            if (message.Links.AreWhole)
            {
                body["client_url"] = message.Links.Ticket;
                body["links"] = new JsonArray(Link("Alarms", message.Links.Alarms), Link("Metrics", message.Links.Metrics));
            }
        }

        return body.ToJsonString(Json.Options);
    }

    /// <summary>A person hears of pages alone: none may be taken for one that was answered long ago.</summary>
    private static string Incident(Message message) => message.To.StartsWith("person:", StringComparison.Ordinal) ? FormattableString.Invariant($"{message.Ticket.Id}.{message.Event.Number}") : $"{message.Ticket.Id}";

    private static string? Action(TicketAction action, Ticket now) => action switch
    {
        TicketAction.Opened or TicketAction.Reopened or TicketAction.Paged or TicketAction.Assigned or TicketAction.Escalated when now.IsActive => "trigger",
        TicketAction.Acknowledged or TicketAction.Mitigated when now.Status is TicketStatus.Acknowledged or TicketStatus.Mitigated => "acknowledge",
        TicketAction.Resolved or TicketAction.Duplicated when !now.IsActive => "resolve",
        _ => null,
    };

    private static JsonObject Payload(Message message)
    {
        var subject = message.Ticket.Subject;
        var details = new JsonObject { ["event"] = Wording.Text(message.Sentence, LongestDetail) };
        foreach (var (name, value) in message.Facts)
            details[Wording.Line(name, LongestDetail).ToLowerInvariant()] = Wording.Line(value, LongestDetail);
        details["evidence"] = Wording.Lines(message.Sights, LongestDetail);
        var payload = new JsonObject
        {
            ["summary"] = Wording.Line(message.Headline, LongestSummary),
            ["source"] = $"{subject.Task}",
            ["severity"] = Severities(subject.Severity),
            ["timestamp"] = FormattableString.Invariant($"{message.Event.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"),
            ["component"] = $"{subject.Task}",
            ["custom_details"] = details,
        };
        if (subject.Alarm is { } alarm)
            payload["class"] = Wording.Line(alarm, LongestSummary);
        return payload;
    }

    private static string Severities(Severity severity) => severity switch
    {
        Severity.Sev1 => "critical",
        Severity.Sev2 => "error",
        Severity.Sev3 => "warning",
        _ => "info",
    };

    private static JsonObject Link(string text, string href) => new() { ["href"] = href, ["text"] = text };
}
