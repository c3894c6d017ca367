using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Who of a team is on call.</summary>
/// <param name="Team">With its layers.</param>
/// <param name="Overrides">Later ones come before earlier ones.</param>
public sealed record Rota(Team Team, ImmutableArray<Override> Overrides)
{
    /// <summary>Who is on call at a level and a time; null where nobody is.</summary>
    public Shift? OnCall(Level level, DateTimeOffset at)
    {
        var (from, until) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var one in Overrides.Reverse().Where(one => one.Level == level))
        {
            if (one.From <= at && at < one.Until)
                return new(level, one.Person, Later(from, one.From), Earlier(until, one.Until), one.Id);
            if (one.From > at)
                until = Earlier(until, one.From);
            else
                from = Later(from, one.Until);
        }

        return Layer(level)?.Turn(at) is { } turn ? turn with { From = Later(from, turn.From), Until = Earlier(until, turn.Until) } : null;
    }

    /// <summary>Every turn at a level that touches a time, in order and whole; overrides cut turns into pieces.</summary>
    public IEnumerable<Shift> Shifts(Level level, DateTimeOffset from, DateTimeOffset to)
    {
        for (DateTimeOffset? at = from; at < to;)
        {
            var shift = OnCall(level, at.Value);
            if (shift is not null)
                yield return shift;
            at = shift?.Until ?? Next(level, at.Value);
        }
    }

    /// <summary>When someone is on call again after a time at which nobody is; null when that is never.</summary>
    private DateTimeOffset? Next(Level level, DateTimeOffset at)
    {
        var begins = Overrides.Where(one => one.Level == level).Select(one => (DateTimeOffset?)one.From).Append(Layer(level)?.Begin());
        return begins.Where(begin => begin > at).Min();
    }

    private Layer? Layer(Level level) => Team.Layers.FirstOrDefault(layer => layer.Level == level);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>A time in which one person is on call.</summary>
/// <param name="Level">At which level.</param>
/// <param name="Person">Who.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="Override">By which override; null: by the person's turn.</param>
public sealed record Shift(Level Level, string Person, DateTimeOffset From, DateTimeOffset Until, string? Override = null);
