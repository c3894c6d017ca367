using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.Escalation;

/// <summary>
/// How a ticket's plan goes on from event to event: pure, from the ticket, the policy and the time of the event. The next step waits from when the one before was taken, so that a late look skips no
/// wait; what the plan does not name pages nobody.
/// </summary>
public static class Plans
{
    /// <summary>In the place of a person: who takes the steps.</summary>
    public const string By = "escalation";

    /// <summary>Instances' clocks differ by less; a time that lies farther back than that is of a clock that was set back.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>What happens next after an event.</summary>
    /// <param name="before">The ticket without the event; null before it is opened.</param>
    /// <param name="after">The ticket with it, but for its plan.</param>
    /// <param name="next">The event.</param>
    /// <param name="policy">Of the team and the severity that the ticket has with it.</param>
    public static Plan After(Ticket? before, Ticket after, TicketEvent next, EscalationPolicy policy)
    {
        if (!after.IsActive)
            return Plan.None;
        var clocks = new Clocks(after, next.At, policy);
        var plan = before is { IsActive: true, Plan.Solution: not null } ? clocks.GoOn(before) : clocks.Begin();
        plan = next.Action switch
        {
            // Of what is still pending neither clock begins anew: an alarm that comes and goes must not put it off.
            TicketAction.Reopened => new(plan.Answer ?? clocks.Answer(0), clocks.NoLater(plan.Solution)),
            TicketAction.Acknowledged => plan with { Answer = null },
            TicketAction.Assigned => new(clocks.Given(next.Assignee), before?.Team == after.Team ? plan.Solution : clocks.Sooner(plan.Solution)),
            TicketAction.Escalated => plan with { Answer = clocks.Asked() },
            TicketAction.Paged when next.Page!.Step.Clock == EscalationClock.Solution => plan with { Solution = clocks.Repeat(next.Page.Step.Number + 1) },
            TicketAction.Paged => plan with { Answer = after.IsWaiting ? clocks.Answer(next.Page!.Step.Number + 1) : null },
            TicketAction.Rescheduled when next.Plan?.Solution is not null => next.Plan,
            TicketAction.Mitigated => new(null, clocks.Extend(plan.Solution)),
            _ => plan,
        };
        return plan with { Solution = plan.Solution! with { Level = clocks.Up } };
    }
}
