using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>When a model is trained anew: by age or by performance, whichever comes first, and as often as a policy allows.</summary>
public static class RetrainingRules
{
    /// <summary>In the place of a person: who writes on the tickets that retrainings answer.</summary>
    public const string By = "retraining";

    /// <summary>
    /// With which a model that is no worse than the policy takes is thought to be. Windows overlap and are looked at every few minutes; even at 43,200 looks a month, each wrong by itself, one false
    /// retraining comes in twenty months (Boole's inequality).
    /// </summary>
    public const double Alpha = 0.05 / 43_200;

    /// <summary>In which the policy's budget is spent.</summary>
    public static readonly TimeSpan BudgetWindow = TimeSpan.FromDays(30);

    public static RetrainingDecision Decide(RetrainingPolicy policy, RetrainingSituation situation)
    {
        var wish = Wish(policy, situation);
        return wish.Retrain && Hindrance(policy, situation) is { } hindrance ? new(null, $"{hindrance} {wish.Detail}") : wish;
    }

    /// <summary>Whether a retraining's model is as good in production as its card says, by the first outcomes that tell; null where they do not.</summary>
    /// <param name="policy">How much worse is taken.</param>
    /// <param name="live">Of that model.</param>
    public static bool? Holds(RetrainingPolicy policy, LivePerformance live) => live.SurelyWorseBy(Alpha) > policy.WorseBy ? false : live.Loss <= policy.WorseBy ? true : null;

    /// <summary>What the model needs, whatever the policy allows now.</summary>
    private static RetrainingDecision Wish(RetrainingPolicy policy, RetrainingSituation situation)
    {
        var (age, performance) = (Age(policy, situation), Performance(policy, situation));
        var surely = situation.Performance?.SurelyWorseBy(Alpha);
        if (surely > policy.WorseBy)
            return new(RetrainingCause.Performance, performance);
        if (surely > 0 && situation.DriftAlarms.Count > 0)
            return new(RetrainingCause.DriftWithLoss, $"{string.Join(" and ", situation.DriftAlarms)} {(situation.DriftAlarms.Count == 1 ? "fires" : "fire")}. {performance}");
        return situation.AgeDays > Limit(policy, situation) ? new(RetrainingCause.Age, age) : new(null, $"{age} {performance}");
    }

    /// <summary>Why nothing may be trained now; null where it may.</summary>
    private static string? Hindrance(RetrainingPolicy policy, RetrainingSituation situation)
    {
        var cooldown = TimeSpan.FromHours(policy.CooldownHours);
        var last = situation.Past.Count > 0 ? situation.Past[^1] : null;
        if (last is { Outcome: RetrainingOutcome.Running })
            return $"Retraining {last.Number} is on.";
        if (situation.OnItsWay is { } model && situation.Now - last?.Since < TimeSpan.FromDays(policy.MaxAgeDays))
            return $"Model {model} of retraining {last!.Number} is on its way to production.";
        if (situation.NewestRows is not { } rows || rows <= situation.LearnedRows)
            return $"There are no new rows: dataset {situation.LearnedRows} has been learned from.";
        if (situation.NewLabels < policy.NewLabels)
            return $"Only {situation.NewLabels} outcomes have come since the last training, of {policy.NewLabels} that are needed.";
        var wait = BackOff.Wait(cooldown, situation.Past);
        if (last is not null && last.Since + wait is var next && situation.Now < next)
            return FormattableString.Invariant($"Not before {next.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: retraining {last.Number} {Words(last)}, and the wait is {wait.TotalHours:0.#} h.");
        var spent = situation.Past.Count(retraining => retraining.QueuedAt > situation.Now - BudgetWindow);
        return spent >= policy.Budget ? $"The budget is spent: {spent} of {policy.Budget} retrainings in the last {BudgetWindow.TotalDays:0} days." : null;
    }

    private static double Limit(RetrainingPolicy policy, RetrainingSituation situation) => Math.Min(policy.MaxAgeDays, situation.StaleAfterDays ?? double.PositiveInfinity);

    private static string Age(RetrainingPolicy policy, RetrainingSituation situation) => FormattableString.Invariant(
        $"The rows that model {situation.Production} learned from end {situation.AgeDays:0.##} days ago; the limit is {Limit(policy, situation):0.##} days, {(situation.StaleAfterDays < policy.MaxAgeDays ? "as older models were measured" : "by the policy")}.");

    private static string Performance(RetrainingPolicy policy, RetrainingSituation situation) => situation.Performance is { } live
        ? FormattableString.Invariant(
            $"{live.Metric} of model {situation.Production} is {Figure.Words(live.Value)} over {live.Count} outcomes from {live.From.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'} to {live.To.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}, and {Figure.Words(live.Validated)} on its validation rows: worse by {live.Loss:P1}, by {live.SurelyWorseBy(Alpha):P1} or more with all certainty that is asked for (1 - {Alpha:G2}); {policy.WorseBy:P0} is taken.")
        : "Too few outcomes are known to tell how good it is now.";

    private static string Words(PastRetraining last) => (last.Outcome, last.Holds) switch
    {
        (RetrainingOutcome.Gained, false) => "gained what does not show in production",
        (RetrainingOutcome.Gained, _) => "gained",
        (RetrainingOutcome.Failed, _) => "failed",
        _ => "was without gain",
    };
}
