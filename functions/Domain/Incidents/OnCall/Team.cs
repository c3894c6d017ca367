using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>Who answers for some tasks, as a team declares it in one JSON document.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; the team <see cref="Fallback"/> answers for tasks that are nobody's.</param>
/// <param name="Tasks">What it answers for.</param>
/// <param name="People">Whom layers, overrides and tickets name.</param>
/// <param name="Layers">Who is on call, at most one a level.</param>
/// <param name="Hooks">What hears of every event of its tickets.</param>
/// <param name="Policies">How fast a ticket goes up; by default <see cref="EscalationPolicy.Default"/>.</param>
public sealed record Team(
    string Name,
    ImmutableArray<TaskName> Tasks,
    ImmutableArray<Person> People,
    ImmutableArray<Layer> Layers,
    ImmutableArray<Hook> Hooks,
    ImmutableSortedDictionary<Severity, EscalationPolicy> Policies)
{
    /// <summary>The name of the team that answers for what no team claims.</summary>
    public const string Fallback = "default";

    public EscalationPolicy Policy(Severity severity) => Policies.GetValueOrDefault(severity) ?? EscalationPolicy.Default(severity);

    public Person? Find(string person) => People.FirstOrDefault(one => one.Name == person);

    /// <summary>The one that answers for a ticket: which it was given to, else the task's, else the fallback; null where there is none.</summary>
    public static Team? Of(Ticket ticket, IReadOnlyCollection<Team> teams) =>
        teams.FirstOrDefault(team => team.Name == ticket.Team) ?? teams.FirstOrDefault(team => team.Tasks.Contains(ticket.Subject.Task)) ?? teams.FirstOrDefault(team => team.Name == Fallback);
}

/// <summary>Someone who can be paged.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens.</param>
/// <param name="Contacts">A page goes to all of them.</param>
/// <param name="Quiet">When not to be paged for what can wait.</param>
public sealed record Person(string Name, ImmutableArray<Receiver> Contacts, QuietHours? Quiet = null);

/// <summary>People who take turns.</summary>
/// <param name="Level">At which level.</param>
/// <param name="People">In the order of their turns.</param>
/// <param name="Start">The day on which the first one's first turn begins.</param>
/// <param name="At">The time of day at which turns are handed over.</param>
/// <param name="Days">How long a turn is.</param>
/// <param name="TimeZone">An IANA name: of the day and the time.</param>
public sealed record Layer(Level Level, ImmutableArray<string> People, DateOnly Start, TimeOnly At, int Days, string TimeZone)
{
    /// <summary>When the first turn begins.</summary>
    public DateTimeOffset Begin() => Handover(0);

    /// <summary>Whose turn it is; null before the first.</summary>
    public Shift? Turn(DateTimeOffset at)
    {
        if (at < Handover(0))
            return null;
        var number = Math.Max(0, (LocalClock.Date(TimeZone, at).DayNumber - Start.DayNumber) / Days);
        while (Handover(number) > at)
            number--;
        while (Handover(number + 1) <= at)
            number++;
        return new(Level, People[number % People.Length], Handover(number), Handover(number + 1));
    }

    private DateTimeOffset Handover(int number) => LocalClock.When(TimeZone, Start.AddDays(number * Days), At);
}

/// <summary>Someone stands in for whoever would be on call.</summary>
/// <param name="Id">Which.</param>
/// <param name="Level">At which level.</param>
/// <param name="Person">Who stands in.</param>
/// <param name="From">From when.</param>
/// <param name="Until">Until when.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why.</param>
public sealed record Override(string Id, Level Level, string Person, DateTimeOffset From, DateTimeOffset Until, string? By = null, string? Reason = null);
