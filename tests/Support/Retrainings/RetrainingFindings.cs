using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Support.Retrainings;

/// <summary>What was promised of a history, and whether it held.</summary>
/// <param name="OverBudget">Retrainings beyond the budget of any 30 days.</param>
/// <param name="TooSoon">Retrainings within the cooldown of the one before.</param>
/// <param name="AtOnce">Retrainings while another was on.</param>
/// <param name="InIncident">Retrainings by performance while wrong labels were seen.</param>
/// <param name="MostInIncident">The bound of these.</param>
/// <param name="ByPerformance">Retrainings by performance or drift with loss, in all.</param>
/// <param name="Different">Decisions that come out otherwise when they are made again from what is kept.</param>
public sealed record RetrainingFindings(int OverBudget, int TooSoon, int AtOnce, int InIncident, int MostInIncident, int ByPerformance, int Different)
{
    /// <summary>Looks are so far apart that a window may end a block later than it could.</summary>
    private const double Slack = 0.5;

    public bool Hold => (OverBudget, TooSoon, AtOnce, Different) == (0, 0, 0, 0) && InIncident <= MostInIncident;

    public static RetrainingFindings Of(RetrainingHistory history)
    {
        var (world, records) = (history.World, history.Records);
        var (from, to) = (RetrainingHistory.Start.AddDays(world.Incident.From), RetrainingHistory.Start.AddDays(world.Incident.To + world.LabelDelayDays + 1 + Slack));
        var byPerformance = records.Where(record => record.Reason.Cause != RetrainingCause.Age).ToArray();
        return new(
            records.Count(record => records.Count(other => other.QueuedAt > record.QueuedAt - RetrainingRules.BudgetWindow && other.QueuedAt <= record.QueuedAt) > world.Policy.Budget),
            Pairs(records).Count(pair => pair.Next.QueuedAt < pair.Last.Result?.At.AddHours(world.Policy.CooldownHours)),
            Pairs(records).Count(pair => pair.Last.Result is null || pair.Next.QueuedAt < pair.Last.Result.At),
            world.Incident.To > world.Incident.From ? byPerformance.Count(record => record.QueuedAt >= from && record.QueuedAt <= to) : 0,
            Bound((to - from).TotalHours / world.Policy.CooldownHours),
            byPerformance.Length,
            records.Where((record, place) => record.Replay(records.Take(place)) != new RetrainingDecision(record.Reason.Cause, record.Reason.Detail)).Count());
    }

    /// <summary>1 + log₂(1 + d) in d cooldowns, and one more for each 32 beyond 95, where the wait doubles no longer.</summary>
    public static int Bound(double cooldowns) => 1 + (int)Math.Log2(1 + Math.Min(cooldowns, 63)) + (int)(Math.Max(0, cooldowns - 63) / 32);

    private static IEnumerable<(RetrainingRecord Last, RetrainingRecord Next)> Pairs(IReadOnlyList<RetrainingRecord> records) => records.Zip(records.Skip(1));
}
