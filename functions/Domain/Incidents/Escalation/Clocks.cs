using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;

namespace MlFunctions.Domain.Incidents.Escalation;

/// <summary>What the two clocks of a ticket make of an event.</summary>
/// <param name="ticket">With the event.</param>
/// <param name="now">When it was.</param>
/// <param name="policy">That holds from then on.</param>
internal readonly struct Clocks(Ticket ticket, DateTimeOffset now, EscalationPolicy policy)
{
    /// <summary>The level above, at the top the top.</summary>
    public Level Up => ticket.Level == Level.Senior ? Level.Senior : ticket.Level + 1;

    public Plan Begin() => new(ticket.IsWaiting ? Answer(0) : null, Solution(0, now + policy.ResolveWithin));

    /// <summary>The plan so far, by the clock and under the severity that hold now.</summary>
    public Plan GoOn(Ticket before)
    {
        var plan = before.UpdatedAt - now > Plans.Skew ? before.Plan.Moved(now - before.UpdatedAt) : before.Plan;
        if (ticket.Subject.Severity == before.Subject.Severity)
            return plan;
        var solution = plan.Solution!;
        return ticket.Subject.Severity < before.Subject.Severity
            ? new(Worse(plan.Answer), solution with { At = Earlier(solution.At, Later(Due, now)) })
            : new(Milder(plan.Answer), solution with { At = Later(solution.At, Due) });
    }

    /// <summary>A step that waits from now on; after the last one it is paged again, where the policy says so.</summary>
    public Step? Answer(int number)
    {
        if (number < policy.Answer.Length)
            return new(EscalationClock.Answer, number, policy.Answer[number].Level, now + policy.Answer[number].Wait);
        return policy is { Answer: [.., var last], Again: { } again } ? new(EscalationClock.Answer, number, last.Level, now + again) : null;
    }

    /// <summary>Whoever is asked for by name is waited for; of a team that is asked, whoever is on call is paged at once.</summary>
    public Step? Given(string? assignee) => !ticket.IsWaiting ? null : assignee is null || policy.Answer is [] ? Asked() : Answer(Above()) ?? Answer(policy.Answer.Length - 1);

    /// <summary>The level that is asked for help is paged at once.</summary>
    public Step Asked()
    {
        var number = 0;
        while (number + 1 < policy.Answer.Length && policy.Answer[number].Level < ticket.Level)
            number++;
        return new(EscalationClock.Answer, number, ticket.Level, now);
    }

    public Step Repeat(int number) => Solution(number, now + policy.Repeat);

    /// <summary>Customers are no longer harmed.</summary>
    public Step Extend(Step? solution) => Solution(0, Later(solution!.At, now + policy.AfterMitigation));

    /// <summary>Customers are harmed again.</summary>
    public Step NoLater(Step? solution) => solution! with { At = Earlier(solution.At, now + policy.ResolveWithin) };

    /// <summary>Another team may be quicker; a slower one does not put it off.</summary>
    public Step? Sooner(Step? solution) => solution is { Number: 0 } ? solution with { At = Earlier(solution.At, Later(Due, now)) } : solution;

    /// <summary>When it is to be resolved by the policy.</summary>
    private DateTimeOffset Due => Later(ticket.Since + policy.ResolveWithin, ticket.MitigatedAt + policy.AfterMitigation ?? DateTimeOffset.MinValue);

    /// <summary>Sooner than before, if anything; where all had been paged, they are anew.</summary>
    private Step? Worse(Step? before)
    {
        var step = before is null ? null : Answer(before.Number);
        return step is null ? ticket.IsWaiting ? Answer(0) : null : step with { At = Earlier(step.At, before!.At) };
    }

    private Step? Milder(Step? before) => before is not null && Answer(before.Number) is { } step ? step with { At = Later(step.At, before.At) } : null;

    /// <summary>The first step above the level to which it has come.</summary>
    private int Above()
    {
        var above = 0;
        while (above < policy.Answer.Length && policy.Answer[above].Level <= ticket.Level)
            above++;
        return above;
    }

    private static Step Solution(int number, DateTimeOffset at) => new(EscalationClock.Solution, number, Level.Operations, at);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset two) => one > two ? one : two;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset two) => one < two ? one : two;
}
