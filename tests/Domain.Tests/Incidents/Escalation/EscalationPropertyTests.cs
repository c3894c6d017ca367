using System.Text.Json;
using CsCheck;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Escalation;

/// <summary>Whatever people, ticks and clocks do.</summary>
public sealed class EscalationPropertyTests
{
    private static readonly Gen<Deed> Deeds = Gen.Frequency(
        (6, Gen.Int[1, 60].Select(minutes => new Deed(Kind.Tick, minutes))),
        (1, Gen.Int[60, 3000].Select(minutes => new Deed(Kind.Tick, minutes))),
        (4, Gen.Select(Gen.Enum<TicketAction>(), Gen.Int[0, 30]).Select((action, minutes) => new Deed(Kind.Act, minutes, action))),
        (1, Gen.Select(Gen.Enum<Severity>(), Gen.Int[0, 30]).Select((severity, minutes) => new Deed(Kind.Edit, minutes, Severity: severity))));

    private static readonly Gen<Deed> Steps = Gen.OneOf(Gen.Int[-3000, -6], Gen.Int[6, 3000]).Select(minutes => new Deed(Kind.Step, minutes));

    [Fact]
    public void No_step_is_paged_twice_and_none_before_its_wait() => Gen.Select(Gen.Enum<Severity>(), Gen.Frequency((9, Deeds), (1, Steps)).List[1, 60]).Sample((severity, deeds) =>
    {
        var events = Play(severity, deeds).Events;
        for (var (i, before) = (0, (Ticket?)null); i < events.Count; i++)
        {
            var now = Ticket.Apply(Id, before, events[i]);
            if (events[i].Page is { } page)
            {
                Assert.Equal(page.Step, before!.Plan.Next);
                Assert.True(page.Step.At <= events[i].At);
                Assert.DoesNotContain(Since(events, i, page.Step.Clock), earlier => earlier.Page is { } other && other.Step.Clock == page.Step.Clock && other.Step.Number >= page.Step.Number);
                var next = page.Step.Clock == EscalationClock.Answer ? now.Plan.Answer : now.Plan.Solution;
                Assert.True(next is null || next.At >= events[i].At + TimeSpan.FromMinutes(5));
            }

            before = now;
        }
    });

    [Fact]
    public void There_is_a_plan_if_and_only_if_something_is_pending() => Gen.Select(Gen.Enum<Severity>(), Gen.Frequency((9, Deeds), (1, Steps)).List[1, 60]).Sample((severity, deeds) =>
    {
        var before = (Ticket?)null;
        foreach (var next in Play(severity, deeds).Events)
        {
            before = Ticket.Apply(Id, before, next);
            Assert.Equal(before.IsActive, before.Plan.Solution is not null);
            Assert.True(before.IsActive || before.Plan == Plan.None);
            Assert.True(before.Plan.Answer is null || before.IsWaiting || before.MitigatedAt is not null);
        }
    });

    [Fact]
    public void With_a_tick_each_minute_no_step_is_later_than_a_tick() => Gen.Select(Gen.Enum<Severity>(), Deeds.List[1, 30]).Sample((severity, deeds) =>
    {
        var before = (Ticket?)null;
        foreach (var next in Play(severity, deeds, eachMinute: true).Events)
        {
            if (before?.Plan.Next is { } step)
                Assert.True(next.At - step.At < TimeSpan.FromMinutes(1) || next.At == before.UpdatedAt);
            before = Ticket.Apply(Id, before, next);
        }
    });

    [Fact]
    public void The_same_deeds_give_the_same_log() => Gen.Select(Gen.Enum<Severity>(), Deeds.List[1, 60]).Sample((severity, deeds) =>
        Assert.Equal(JsonSerializer.Serialize(Play(severity, deeds).Events, Json.Options), JsonSerializer.Serialize(Play(severity, deeds).Events, Json.Options)));

    private static TicketId Id { get; } = TicketId.Parse("t");

    /// <summary>The events after which a clock runs anew, up to another event.</summary>
    private static IEnumerable<TicketEvent> Since(List<TicketEvent> events, int end, EscalationClock clock)
    {
        var (before, from) = ((Ticket?)null, 0);
        for (var i = 0; i < end; i++)
        {
            if (Restarts(before, events[i], clock))
                from = i;
            before = Ticket.Apply(Id, before, events[i]);
        }

        return events.Take(end).Skip(from);
    }

    private static bool Restarts(Ticket? before, TicketEvent next, EscalationClock clock) => next.Action switch
    {
        TicketAction.Opened or TicketAction.Mitigated => true,
        TicketAction.Reopened => clock == EscalationClock.Answer ? before?.Plan.Answer is null : before?.IsActive != true,
        TicketAction.Acknowledged => before?.IsActive != true,
        TicketAction.Assigned or TicketAction.Escalated => clock == EscalationClock.Answer,
        TicketAction.Edited => clock == EscalationClock.Answer && before?.Plan.Answer is null && next.Subject?.Severity < before?.Subject.Severity,
        _ => false,
    };

    private static PagedTicket Play(Severity severity, IEnumerable<Deed> deeds, bool eachMinute = false)
    {
        var (ticket, now) = (new PagedTicket(severity), 0);
        ticket.Run(0, 0);
        foreach (var deed in deeds)
        {
            if (eachMinute)
                ticket.Run(now, now + deed.Minutes);
            now += deed.Minutes;
            switch (deed)
            {
                case { Kind: Kind.Act, Action: not (TicketAction.Opened or TicketAction.Paged or TicketAction.Rescheduled) and var action }:
                    ticket.Do(now, action, more: next => Filled(next, deed.Minutes));
                    break;
                case { Kind: Kind.Edit }:
                    ticket.Edit(now, deed.Severity);
                    break;
                case { Kind: Kind.Tick }:
                    ticket.Look(now);
                    break;
            }
        }

        return ticket;
    }

    private static TicketEvent Filled(TicketEvent next, int choice) => next.Action switch
    {
        TicketAction.Escalated => next with { Level = (Level)(choice % 3) },
        TicketAction.Assigned when choice % 3 == 0 => next with { Team = choice % 2 == 0 ? "payments" : "search" },
        TicketAction.Assigned => next with { Assignee = "eng" },
        _ => next,
    };

    private enum Kind
    {
        Tick,
        Act,
        Edit,
        Step,
    }

    private sealed record Deed(Kind Kind, int Minutes, TicketAction Action = default, Severity Severity = default);
}
