using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>A ticket is given to teams that there are.</summary>
internal static class TeamChecks
{
    /// <summary>Null where the team exists, or none is named.</summary>
    public static Invalid? CheckTeam(this TicketEvent next, IReadOnlyList<Team> teams) =>
        next.Team is { } team && teams.All(one => one.Name != team)
            ? new FieldError[] { new("/team", $"There is no team '{team}'. GET /api/on-call lists them.") }.Refuse()
            : null;
}
