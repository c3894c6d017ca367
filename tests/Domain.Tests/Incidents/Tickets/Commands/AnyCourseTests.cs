using CsCheck;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using static MlFunctions.Domain.Tests.Incidents.Tickets.Commands.Courses;

namespace MlFunctions.Domain.Tests.Incidents.Tickets.Commands;

/// <summary>Whatever people and alarms do, in any order and by any clock.</summary>
public sealed class AnyCourseTests
{
    [Fact]
    public void No_course_of_commands_and_alarms_ends_in_an_illegal_state() => Happening.Array[1, 40].Sample(happenings =>
    {
        foreach (var (ticket, _, _) in Live(happenings))
        {
            var over = ticket.Status is TicketStatus.Resolved or TicketStatus.Duplicate;
            Assert.Equal(over, ticket.ResolvedAt is not null);
            Assert.Equal(ticket.Status == TicketStatus.Duplicate, ticket.DuplicateOf is not null);
            Assert.Equal(over, ticket.Plan == Plan.None);
            Assert.Equal(ticket.DueAt is null, over);
            if (ticket.Status is TicketStatus.Mitigated or TicketStatus.Resolved)
                Assert.NotNull(ticket.MitigatedAt);
            if (ticket.Status is TicketStatus.Open or TicketStatus.Acknowledged or TicketStatus.Reopened)
                Assert.Null(ticket.MitigatedAt);
            if (ticket.Status is TicketStatus.Acknowledged or TicketStatus.Mitigated or TicketStatus.Resolved)
                Assert.NotNull(ticket.AcknowledgedAt);
            if (ticket.Status is TicketStatus.Acknowledged)
                Assert.Null(ticket.Plan.Answer);
        }
    });

    [Fact]
    public void No_time_is_negative_even_when_the_clock_goes_back() => Happening.Array[1, 40].Sample(happenings =>
    {
        foreach (var (ticket, _, _) in Live(happenings))
            Assert.All([ticket.TimeToAcknowledge, ticket.TimeToMitigate, ticket.TimeToResolve], time => Assert.True(time is null || time >= TimeSpan.Zero));
    });

    [Fact]
    public void The_ticket_is_the_fold_of_its_events_numbered_from_1() => Happening.Array[1, 40].Sample(happenings =>
    {
        var course = Live(happenings).ToArray();
        if (course.Length == 0)
            return;
        var events = course.Select(step => step.Event!).Prepend(Opening).ToArray();

        Assert.Equal(Enumerable.Range(1, events.Length), events.Select(next => next.Number));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(course[^1].Ticket, Json.Options), System.Text.Json.JsonSerializer.Serialize(Ticket.Fold(Id, events), Json.Options));
    });

    [Fact]
    public void Legal_names_exactly_the_commands_that_are_not_refused_as_conflicts() => Gen.Select(Happening.Array[0, 30], Command).Sample((happenings, command) =>
    {
        var ticket = Live(happenings).Select(step => step.Ticket).LastOrDefault() ?? Opened();
        var decided = TicketCommands.Decide(ticket, command, Start.AddYears(1));

        Assert.Equal(TicketCommands.Legal(ticket).Contains(Word(command)), decided.IsDone);
        Assert.Equal(decided.IsDone, decided.Refusal is not Conflict);
    });

    /// <summary>Rows that no command wrote, or that were written by a former version, are still to be read.</summary>
    [Fact]
    public void Any_events_in_any_order_fold() => Gen.Select(Happening.Array[1, 40], Gen.Enum<TicketAction>().Array[1, 40], Gen.Int[0, 1_000_000]).Sample((happenings, actions, seed) =>
    {
        TicketEvent[] events = [.. Live(happenings).Select(step => step.Event!), .. actions.Select((action, i) => new TicketEvent(i, Start.AddSeconds(-i), action, "ada", "…"))];
        new Random(seed).Shuffle(events);
        var ticket = Ticket.Fold(Id, events)!;

        Assert.NotEmpty(TicketCommands.Legal(ticket));
        Assert.All([ticket.TimeToAcknowledge, ticket.TimeToMitigate, ticket.TimeToResolve], time => Assert.True(time is null || time >= TimeSpan.Zero));
    });

    private static string Word(TicketCommand command) => command switch
    {
        PlanItem => "plan",
        _ => command.GetType().Name.ToLowerInvariant(),
    };
}
