using MlFunctions.Domain;
using MlFunctions.Domain.OnCall;
using MlFunctions.Domain.Tickets;
using MlFunctions.Domain.Tickets.Commands;

namespace MlFunctions.App.Tickets;

/// <summary>A ticket is given to teams that there are.</summary>
internal static class TeamChecks
{
    /// <summary>Null where the team exists, or none is named.</summary>
    public static Invalid? CheckTeam(this TicketEvent next, IReadOnlyList<Team> teams) =>
        next.Team is { } team && teams.All(one => one.Name != team)
            ? new FieldError[] { new("/team", $"There is no team '{team}'. GET /api/on-call lists them.") }.Refuse()
            : null;
}
