using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

internal static class TeamLookup
{
    /// <summary>The team that a route names.</summary>
    public static async Task<Result<Team>> NamedAsync(this OnCallStore onCall, string name, CancellationToken cancel) => Naming.IsName(name) && await onCall.FindAsync(name, cancel) is { } team
        ? team.Value
        : new Missing($"There is no team '{name}'. GET /api/on-call lists them, and PUT /api/on-call/{{team}} makes one.");

    /// <summary>Who of a team is on call at a time, by level.</summary>
    public static async Task<IReadOnlyList<Shift>> NowAsync(this OnCallStore onCall, Team team, DateTimeOffset at, CancellationToken cancel)
    {
        var rota = await onCall.RotaAsync(team, at, cancel);
        return [.. Enum.GetValues<Level>().Select(level => rota.OnCall(level, at)).OfType<Shift>()];
    }
}
