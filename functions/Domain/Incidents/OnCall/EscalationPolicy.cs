using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.OnCall;

/// <summary>How fast a ticket of one severity goes up. Two clocks run: of the answer, which an acknowledgement ends, and of the solution, which goes on until the ticket is resolved.</summary>
/// <param name="Answer">Who is paged, in order, until someone acknowledges; each after a wait since the one before.</param>
/// <param name="Again">The wait after the last, which is then paged again and again; null: no more.</param>
/// <param name="ResolveWithin">Since it was opened or reopened; then it goes up a level.</param>
/// <param name="AfterMitigation">Since the customers' harm was stopped, if that is later.</param>
/// <param name="Repeat">How long after it has gone up it goes up again; at the top the same level is paged again.</param>
public sealed record EscalationPolicy(ImmutableArray<AnswerStep> Answer, TimeSpan? Again, TimeSpan ResolveWithin, TimeSpan AfterMitigation, TimeSpan Repeat)
{
    public static EscalationPolicy Default(Severity severity) => severity switch
    {
        Severity.Sev1 => new(Steps(0, 5, 15), Minutes(30), TimeSpan.FromHours(24), TimeSpan.FromDays(3), TimeSpan.FromHours(12)),
        Severity.Sev2 => new(Steps(0, 15, 60), Minutes(120), TimeSpan.FromHours(24), TimeSpan.FromDays(3), TimeSpan.FromHours(24)),
        Severity.Sev3 => new(Steps(0, 8 * 60, 48 * 60), null, TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(7)),
        _ => new(Steps(0, 72 * 60, 7 * 24 * 60), null, TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30)),
    };

    private static ImmutableArray<AnswerStep> Steps(params ReadOnlySpan<int> minutes)
    {
        var levels = Enum.GetValues<Level>();
        var steps = ImmutableArray.CreateBuilder<AnswerStep>();
        for (var i = 0; i < minutes.Length; i++)
            steps.Add(new(levels[i], Minutes(minutes[i])));
        return steps.ToImmutable();
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}

/// <summary>One page of the clock of the answer.</summary>
/// <param name="Level">Who is paged.</param>
/// <param name="Wait">After the step before; of the first, after the ticket was opened.</param>
public sealed record AnswerStep(Level Level, TimeSpan Wait);
