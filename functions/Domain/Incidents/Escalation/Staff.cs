using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Escalation;

/// <summary>Whom a page reaches.</summary>
/// <param name="rota">Of the ticket's team; null when it has none.</param>
/// <param name="level">That is to be paged.</param>
internal readonly struct Staff(Rota? rota, Level level)
{
    /// <summary>So many quiet hours after one another are looked beyond; then someone must be woken.</summary>
    private const int MaxQuiet = 8;

    /// <summary>Who is on call at the level, else at the nearest above, else at the nearest below.</summary>
    public (Level Level, Person? Person) At(DateTimeOffset time)
    {
        var wanted = level;
        foreach (var other in Enum.GetValues<Level>().OrderBy(other => other < wanted).ThenBy(other => Math.Abs(other - wanted)))
        {
            if (rota?.OnCall(other, time) is { } shift && rota.Team.Find(shift.Person) is { } person)
                return (other, person);
        }

        return (level, null);
    }

    /// <summary>When the first is on call whose quiet hours it does not disturb; now, where that is so, where there is never such a one, and for what is of high severity.</summary>
    public DateTimeOffset Awake(Severity severity, DateTimeOffset now)
    {
        var at = now;
        for (var quiet = 0; quiet < MaxQuiet; quiet++)
        {
            if (severity < Severity.Sev3 || At(at).Person?.Quiet is not { } hours || severity < hours.Severity || hours.EndAfter(at) is not { } end)
                return at;
            at = end;
        }

        return now;
    }
}
