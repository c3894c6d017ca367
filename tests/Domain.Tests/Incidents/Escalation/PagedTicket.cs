using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>A ticket of a team whose people are called after their levels; times are minutes since it was opened.</summary>
internal sealed class PagedTicket
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly Team Search = NewTeam("search", "ops", "eng", "sen");
    public static readonly Team Payments = NewTeam("payments", "pay-ops", "pay-eng", "pay-sen");

    private static readonly TicketId Id = TicketId.Parse("t");

    private readonly List<Team> teams;

    public PagedTicket(Severity severity, Team? team = null)
    {
        teams = [team ?? Search, Payments];
        Do(0, TicketAction.Opened, "ann", next => next with { Subject = new(TestTasks.Delivery.Name, "Late orders", severity, null, TicketSubject.FromPeople) });
    }

    public List<TicketEvent> Events { get; } = [];

    public List<Delivery> Deliveries { get; } = [];

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>What its alarms see when it is looked at.</summary>
    public IReadOnlyList<TicketEvidence> Seen { get; set; } = [];

    /// <summary>Of the ticket's team.</summary>
    public ImmutableArray<Override> Overrides { get; set; } = [];

    /// <summary>The pages so far, as the minute, the person and the level of the step.</summary>
    public IEnumerable<(double At, string? Person)> Pages => Events.Where(next => next.Page is not null).Select(next => (Minute(next.At), next.Page!.Person));

    public double? AnswerDue => Minute(Ticket.Plan.Answer?.At);

    public double? SolutionDue => Minute(Ticket.Plan.Solution?.At);

    /// <summary>A team with one person at each level; null: nobody.</summary>
    public static Team NewTeam(string name, params string?[] people) => new(
        name, name == "search" ? [TestTasks.Delivery.Name] : [], [.. people.OfType<string>().Select(person => new Person(person, [new(Channel.Email, $"{person}@example.com")]))],
        [.. people.Index().Where(one => one.Item is not null).Select(one => new Layer((Level)one.Index, [one.Item!], new DateOnly(2020, 1, 1), default, 7, "UTC"))],
        [], ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty);

    /// <summary>Declares another document of the ticket's own team.</summary>
    public void Declare(Team team) => teams[0] = team;

    public PagedTicket Do(double minute, TicketAction action, string by = "ann", Func<TicketEvent, TicketEvent>? more = null)
    {
        var next = new TicketEvent(Events.Count + 1, At(minute), action, by, $"{action}.");
        Keep(more?.Invoke(next) ?? next);
        return this;
    }

    public PagedTicket Edit(double minute, Severity severity) => Do(minute, TicketAction.Edited, more: next => next with { Subject = Ticket.Subject with { Severity = severity } });

    public PagedTicket Assign(double minute, string? assignee, string? team = null) => Do(minute, TicketAction.Assigned, more: next => next with { Assignee = assignee, Team = team });

    /// <summary>An alarm that shares the ticket fired at a minute.</summary>
    public void Tell(double minute)
    {
        var subject = Ticket.Subject with { Alarm = "mae" };
        Keep(Ticket.Tell(Ticket, subject, new(1, At(minute), AlarmState.Ok, AlarmState.Firing, new(At(minute), At(minute), Verdict.Worse, 9, 240, "mae is 9.")))!);
    }

    /// <summary>As it would be if it had been kept before there were plans.</summary>
    public void ForgetThePlan() => Ticket = Ticket with { Plan = Plan.None };

    /// <summary>Looks once, as an instance does at a tick.</summary>
    public TicketEvent? Look(double minute)
    {
        var team = Team.Of(Ticket, teams);
        var due = DueStep.Of(Ticket, team is null ? null : new Rota(team, Overrides), At(minute), Seen);
        if (due is not null)
            Keep(due);
        return due;
    }

    /// <summary>Looks once a minute, from one to another, each time until nothing more is due.</summary>
    public PagedTicket Run(int from, int to)
    {
        for (var minute = from; minute <= to; minute++)
        {
            while (Look(minute) is not null)
            {
            }
        }

        return this;
    }

    private static DateTimeOffset At(double minute) => Start.AddMinutes(minute);

    private static double? Minute(DateTimeOffset? at) => (at - Start)?.TotalMinutes;

    private static double Minute(DateTimeOffset at) => (at - Start).TotalMinutes;

    private void Keep(TicketEvent next)
    {
        var change = TicketChange.Of(Id, Ticket, next, teams);
        Events.Add(change.Event);
        Deliveries.AddRange(change.Deliveries);
        Ticket = change.After;
    }
}
