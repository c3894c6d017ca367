using MlFunctions.Storage.Kernel;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>A team that was taken, and whether it is new by that.</summary>
public sealed record DeclaredTeam(Team Team, bool IsNew);

/// <summary>Takes a team's document, if no other team answers for its tasks. The same document again changes nothing.</summary>
public sealed class TeamDeclaration(OnCallStore onCall)
{
    internal async Task<Result<DeclaredTeam>> DeclareAsync(Team team, Precondition precondition, CancellationToken cancel)
    {
        var isNew = false;
        for (var race = new Race($"Team {team.Name}"); ; race.Again())
        {
            var stored = await onCall.StoredAsync(cancel);
            var before = stored.Teams.FirstOrDefault(other => other.Name == team.Name);
            var tag = before is null ? null : TeamAnswer.Tag(before);
            // Also after a try of our own whose answer got lost.
            if (tag == TeamAnswer.Tag(team))
                return new DeclaredTeam(team, isNew);
            if (precondition.Check(tag, $"Team {team.Name}") is { } stale)
                return stale;
            if (Claimed(team, stored.Teams) is { } claimed)
                return claimed;
            isNew = before is null;
            if (await onCall.PutAsync(stored, team, cancel))
                return new DeclaredTeam(team, isNew);
        }
    }

    private static Conflict? Claimed(Team team, IReadOnlyList<Team> teams)
    {
        var claims = team.Tasks.SelectMany(task => teams.Where(other => other.Name != team.Name && other.Tasks.Contains(task)), (task, other) => new { Task = task, Team = other.Name }).ToArray();
        return claims is [var first, ..] ? new Conflict($"Team {first.Team} answers for {first.Task}; take it out of PUT /api/on-call/{first.Team} first.", claims) : null;
    }
}
