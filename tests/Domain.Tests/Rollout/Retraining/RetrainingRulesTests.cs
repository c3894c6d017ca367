using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Rollout.Retraining;

public sealed class RetrainingRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetrainingPolicy Policy = new();
    private static readonly RetrainingSituation Fresh = new(Now, 3, Now.AddDays(-2), 1, 2, 1000);

    [Fact]
    public void A_fresh_model_of_which_nothing_is_known_stays() =>
        Assert.Equal(new RetrainingDecision(null, "The rows that model 3 learned from end 2 days ago; the limit is 7 days, by the policy. Too few outcomes are known to tell how good it is now."), Decide(Fresh));

    [Theory]
    [InlineData(7.1, null, true)]
    [InlineData(6.9, null, false)]
    [InlineData(6.9, 5.0, true)]
    [InlineData(7.1, 20.0, true)]
    public void Age_counts_up_to_the_policy_s_limit_which_staleness_only_shortens(double days, double? stale, bool retrain) =>
        Assert.Equal(retrain ? RetrainingCause.Age : null, Decide(Fresh with { LearnedTo = Now.AddDays(-days), StaleAfterDays = stale }).Cause);

    // The standard error of the loss is 1 %, and 4.72 of them are certain; validation is exact.
    [Theory]
    [InlineData(11.40, Better.Lower, false, null)]
    [InlineData(11.60, Better.Lower, false, RetrainingCause.Performance)]
    [InlineData(8.40, Better.Higher, false, RetrainingCause.Performance)]
    [InlineData(8.60, Better.Higher, false, null)]
    [InlineData(10.40, Better.Lower, true, null)]
    [InlineData(10.60, Better.Lower, true, RetrainingCause.DriftWithLoss)]
    [InlineData(10.60, Better.Lower, false, null)]
    [InlineData(2.00, Better.Lower, true, null)]
    public void Performance_counts_when_it_is_surely_worse_and_drift_when_there_is_a_sure_loss(double value, Better better, bool drift, RetrainingCause? cause) => Assert.Equal(cause, Decide(Fresh with
    {
        Performance = new("m", better, value, 0.1, 0, 1_000_000, 10, 0, Now.AddDays(-1), Now),
        DriftAlarms = drift ? ["drift"] : [],
    }).Cause);

    [Fact]
    public void A_validated_value_that_is_not_certain_itself_makes_no_loss_certain() =>
        Assert.Null(Decide(Fresh with { Performance = new("m", Better.Lower, 12, 0.001, 0, 1_000_000, 10, 1, Now.AddDays(-1), Now) }).Cause);

    [Fact]
    public void What_hinders_is_said_before_what_is_needed()
    {
        Assert.StartsWith("Retraining 4 is on. The rows", Old(With(RetrainingOutcome.Running, Now.AddHours(-1))));
        Assert.StartsWith("There are no new rows: dataset 2 has been learned from.", Old(Fresh with { LearnedRows = 2 }));
        Assert.StartsWith("Only 499 outcomes", Old(Fresh with { NewLabels = 499 }));
        Assert.StartsWith("Model 9 of retraining 4 is on its way", Old(With(RetrainingOutcome.Gained, Now.AddDays(-3)) with { OnItsWay = 9 }));
        Assert.StartsWith("Not before 2026-03-31T13:00:00Z: retraining 4 gained, and the wait is 24 h.", Old(With(RetrainingOutcome.Gained, Now.AddHours(-23))));
        Assert.StartsWith("Not before 2026-03-31T13:00:00Z: retraining 4 was without gain, and the wait is 48 h.", Old(With(RetrainingOutcome.NoGain, Now.AddHours(-47))));
        Assert.StartsWith("The budget is spent: 8 of 8", Old(Fresh with { Past = [.. Enumerable.Range(1, 8).Select(number => Past(number, RetrainingOutcome.Gained, Now.AddDays(-30.5 + (number * 3.5)), true))] }));

        static string Old(RetrainingSituation situation) => Decide(situation with { LearnedTo = Now.AddDays(-20) }) is { Cause: null } decision ? decision.Detail : "It retrains.";
    }

    [Fact]
    public void Each_retraining_without_gain_doubles_the_wait_up_to_32_times_and_a_gain_that_shows_resets_it()
    {
        var cooldown = TimeSpan.FromHours(24);
        PastRetraining[] useless = [.. Enumerable.Range(1, 9).Select(number => Past(number, number % 2 == 0 ? RetrainingOutcome.Failed : RetrainingOutcome.NoGain, Now))];

        Assert.Equal([24, 48, 96, 192, 384, 768, 768], Enumerable.Range(0, 7).Select(count => BackOff.Wait(cooldown, [.. useless.Take(count)]).TotalHours));
        Assert.Equal(24, Wait([.. useless, Past(10, RetrainingOutcome.Gained, Now, holds: true)]));
        Assert.Equal(768, Wait([.. useless, Past(10, RetrainingOutcome.Gained, Now, holds: false)]));
        Assert.Equal(768, Wait([.. useless, Past(10, RetrainingOutcome.Gained, Now)]));
        Assert.Equal(24, Wait([.. useless, Past(10, RetrainingOutcome.Gained, Now), Past(11, RetrainingOutcome.Gained, Now) with { Cause = RetrainingCause.Age }]));
        Assert.Equal(48, Wait([Past(1, RetrainingOutcome.Gained, Now), Past(2, RetrainingOutcome.Gained, Now)]));
        Assert.Equal(0, BackOff.Wait(TimeSpan.Zero, []).TotalHours);
        Assert.Equal(4, BackOff.Wait(TimeSpan.Zero, [.. useless.Take(2)]).TotalHours);

        double Wait(PastRetraining[] past) => BackOff.Wait(cooldown, past).TotalHours;
    }

    private static RetrainingDecision Decide(RetrainingSituation situation) => RetrainingRules.Decide(Policy, situation);

    private static RetrainingSituation With(RetrainingOutcome outcome, DateTimeOffset ended) => Fresh with { Past = [Past(4, outcome, ended)] };

    private static PastRetraining Past(int number, RetrainingOutcome outcome, DateTimeOffset ended, bool? holds = null) =>
        new(number, RetrainingCause.Performance, ended, outcome == RetrainingOutcome.Running ? null : ended, outcome, holds);
}
