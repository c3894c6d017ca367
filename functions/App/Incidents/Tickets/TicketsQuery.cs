using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Which tickets are asked for.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page of them.</param>
internal sealed record TicketsQuery(TicketFilter Filter, PageQuery Page)
{
    private const string Active = "active";

    /// <param name="request">Whose query it is.</param>
    /// <param name="teams">By which a ticket is a team's.</param>
    /// <param name="now">By which one is overdue.</param>
    public static Result<TicketsQuery> Of(HttpRequest request, IReadOnlyCollection<Team> teams, DateTimeOffset now)
    {
        var page = PageQuery.Of(request);
        if (!page.IsDone)
            return page.Refusal;
        TaskName? task = null;
        if (request.Text("task") is { } name && !TaskName.TryParse(name, null, out task))
            return new Invalid($"task={name} is not a task's name.");
        if (!TryStatuses(request.Text("status"), out var statuses))
            return new Invalid($"status={request.Text("status")} is none of {Words<TicketStatus>()}; several are divided by commas, and {Active} means all but resolved and duplicate.");
        if (!TryWords<Severity>(request.Text("severity"), out var severities))
            return new Invalid($"severity={request.Text("severity")} is none of {Words<Severity>()}; several are divided by commas.");
        if (!TryWords<Level>(request.Text("level"), out var level) || level.Length > 1)
            return new Invalid($"level={request.Text("level")} is none of {Words<Level>()}.");
        if (!request.TryTime("openedFrom", out var from) || !request.TryTime("openedTo", out var to))
            return new Invalid("openedFrom and openedTo each take a time such as 2026-01-31T09:00:00Z (in a URL + is %2B).");
        if (request.Text("overdue") is not (null or "true" or "false"))
            return new Invalid("overdue takes true or false.");
        var filter = new TicketFilter(task, statuses)
        {
            Severities = severities,
            Level = level.Length > 0 ? level[0] : null,
            Assignee = request.Text("assignee"),
            Source = request.Text("source"),
            OpenedFrom = from,
            OpenedTo = to,
            DueBefore = request.Text("overdue") == "true" ? now : null,
            Where = Where(request.Text("search"), request.Text("alarm"), request.Text("team"), teams),
        };
        return new TicketsQuery(filter, page.Value);
    }

    /// <summary>Null where nothing is asked for that storage cannot tell.</summary>
    private static Predicate<Ticket>? Where(string? search, string? alarm, string? team, IReadOnlyCollection<Team> teams)
    {
        if (search is null && alarm is null && team is null)
            return null;
        var words = TicketSearch.Words(search);
        return ticket => (alarm is null || ticket.Alarms.ContainsKey(alarm)) && (team is null || (Team.Of(ticket, teams)?.Name ?? ticket.Team) == team) && TicketSearch.Has(ticket, words);
    }

    private static bool TryStatuses(string? text, out ImmutableArray<TicketStatus> statuses)
    {
        if (text != Active)
            return TryWords(text, out statuses);
        statuses = TicketFilter.Active.Statuses!.Value;
        return true;
    }

    /// <summary>Words divided by commas; empty where there are none.</summary>
    private static bool TryWords<T>(string? text, out ImmutableArray<T> values)
        where T : struct, Enum
    {
        var parsed = ImmutableArray.CreateBuilder<T>();
        foreach (var word in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value))
                parsed.Add(value);
        }

        values = [.. parsed.Distinct()];
        return text is null || parsed.Count == text.Split(',').Length;
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
