namespace MlFunctions.Domain.Incidents.Tickets;

/// <summary>What happens next to a ticket unless someone acts; it is kept with the event after which it holds.</summary>
/// <param name="Answer">The next page of the clock of the answer; null while nobody's answer is waited for.</param>
/// <param name="Solution">The next page of the clock of the solution, and so when it is due; null once it is resolved.</param>
public sealed record Plan(Step? Answer, Step? Solution)
{
    public static Plan None { get; } = new(null, null);

    /// <summary>The earlier of the two; of equals, that of the answer.</summary>
    public Step? Next => Answer is null || Solution?.At < Answer.At ? Solution : Answer;

    /// <summary>The same with another time for one of its steps.</summary>
    internal Plan With(Step step) => step.Clock == EscalationClock.Answer ? this with { Answer = step } : this with { Solution = step };

    /// <summary>The same, sooner or later.</summary>
    internal Plan Moved(TimeSpan by) => new(
        Answer is null ? null : Answer with { At = Answer.At + by },
        Solution is null ? null : Solution with { At = Solution.At + by });
}

/// <summary>A page that is to come.</summary>
/// <param name="Clock">Of which clock.</param>
/// <param name="Number">Counts the steps of a clock from 0, anew when it begins anew.</param>
/// <param name="Level">Who is to be paged.</param>
/// <param name="At">When.</param>
public sealed record Step(EscalationClock Clock, int Number, Level Level, DateTimeOffset At);

/// <summary>What a ticket is waited for.</summary>
public enum EscalationClock
{
    /// <summary>That someone says they have it.</summary>
    Answer,

    /// <summary>That it is resolved.</summary>
    Solution,
}

/// <summary>A page.</summary>
/// <param name="Step">Which step it was.</param>
/// <param name="Person">Who was on call; null when nobody was.</param>
/// <param name="Level">The level at which that was.</param>
/// <param name="Seen">What the ticket's alarms saw last, at the time of the page.</param>
public sealed record TicketPage(Step Step, string? Person, Level Level, IReadOnlyList<TicketEvidence> Seen);
