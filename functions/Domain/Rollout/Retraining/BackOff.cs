using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>
/// How long to wait after a retraining: each that was of no use doubles the wait, and one that was of use resets it. A gain is no use before it shows: where labels are wrong, cards are wrong with them,
/// and each model looks better than the one before and as bad in production. So a model that was seen in production to be worse than its card says, or that never came there before performance asked for
/// the next, was none, and one of which nothing is known yet leaves the wait as it was. Trouble that lasts d cooldowns, up to 94 of them, sees at most 1 + log₂(1 + d) retrainings.
/// </summary>
public static class BackOff
{
    /// <summary>The wait doubles so often, at most.</summary>
    public const int MostDoublings = 5;

    /// <summary>Where the policy's cooldown is shorter, this is what doubles.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>From the end of the last retraining to the next, at least.</summary>
    /// <param name="cooldown">The wait after one that was of use.</param>
    /// <param name="past">The retrainings before, the oldest first.</param>
    public static TimeSpan Wait(TimeSpan cooldown, IReadOnlyList<PastRetraining> past) =>
        Doublings(past) is var doublings and > 0 ? Math.Pow(2, doublings) * (cooldown > Shortest ? cooldown : Shortest) : cooldown;

    private static int Doublings(IReadOnlyList<PastRetraining> past)
    {
        var doublings = 0;
        for (var place = 0; place < past.Count; place++)
        {
            doublings = WasOfUse(past[place], place + 1 < past.Count ? past[place + 1] : null) switch
            {
                true => 0,
                false => Math.Min(doublings + 1, MostDoublings),
                null => doublings,
            };
        }

        return doublings;
    }

    /// <summary>Null where it is not known yet.</summary>
    private static bool? WasOfUse(PastRetraining one, PastRetraining? next) => (one.Outcome, one.Holds, next?.Cause) switch
    {
        (not RetrainingOutcome.Gained, _, _) => false,
        (_, { } holds, _) => holds,
        (_, _, null) => null,
        (_, _, var cause) => cause == RetrainingCause.Age,
    };
}
