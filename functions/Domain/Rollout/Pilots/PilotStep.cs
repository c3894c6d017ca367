using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Pilots;

public enum PilotMove
{
    /// <summary>More must become known.</summary>
    Wait,

    /// <summary>It gets a larger share.</summary>
    Grow,

    /// <summary>It has shown on its last share that its deciding metric is no worse than the margin.</summary>
    Done,

    /// <summary>It is taken back.</summary>
    Stop,
}

/// <summary>What is to be done with a running pilot, and why.</summary>
/// <param name="Move">What.</param>
/// <param name="Share">Of a growth: the next share.</param>
/// <param name="Guardrails">What it follows from.</param>
/// <param name="Detail">In words.</param>
public sealed record PilotStep(PilotMove Move, double? Share, IReadOnlyList<Guardrail> Guardrails, string Detail)
{
    /// <summary>The next step of a pilot.</summary>
    /// <param name="policy">Shares, hours, outcomes.</param>
    /// <param name="pilot">As it runs.</param>
    /// <param name="guardrails">Since it got its share, the deciding metric's first.</param>
    /// <param name="outcomes">Known of its units since then.</param>
    /// <param name="now">The time.</param>
    public static PilotStep Of(PromotionPolicy policy, Pilot pilot, IReadOnlyList<Guardrail> guardrails, long outcomes, DateTimeOffset now)
    {
        var all = string.Join("; ", guardrails.Select(guardrail => guardrail.Detail));
        if (guardrails.FirstOrDefault(guardrail => guardrail.State == GuardrailState.Broken) is { } broken)
            return new(PilotMove.Stop, null, guardrails, FormattableString.Invariant($"Of {pilot.Share:0.##%} of the units model {pilot.Model} broke a guardrail, {broken.Detail}."));
        var (least, until) = (policy.PilotOutcomes, pilot.GrownAt.AddHours(policy.PilotHours));
        if (now < until || outcomes < least)
            return new(PilotMove.Wait, null, guardrails, FormattableString.Invariant($"At {pilot.Share:0.##%} of the units until {until:u} and {least} outcomes; {outcomes} are known. {all}."));
        if (policy.PilotShares.FirstOrDefault(share => share > pilot.Share) is var next and > 0)
            return new(PilotMove.Grow, next, guardrails, FormattableString.Invariant($"No guardrail was broken at {pilot.Share:0.##%} of the units in {outcomes} outcomes. {all}."));
        return guardrails[0].State == GuardrailState.Holds
            ? new(PilotMove.Done, null, guardrails, $"The deciding metric's guardrail holds, and none is broken. {all}.")
            : new(PilotMove.Wait, null, guardrails, $"Until it is sure that the deciding metric's guardrail holds. {all}.");
    }

    /// <summary>What the gate on the way to production says of it.</summary>
    public GateVerdict Verdict(PromotionPolicy policy) => new(
        GateNames.Pilot, Move == PilotMove.Done, Guardrails.Select(guardrail => guardrail.Upper).FirstOrDefault(), policy.GuardrailMargin, Detail)
    {
        Waiting = Move is PilotMove.Wait or PilotMove.Grow,
        Inputs = Guardrails.ToDictionary(guardrail => guardrail.Name + " predictions", guardrail => (double)guardrail.Count),
    };
}
