using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Domain.Tests.Rollout.Retraining;

public sealed class RetrainingResultTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Training Ended = new("t", TrainingState.Succeeded, new(null, 2, null, 1), At, FinishedAt: At.AddHours(1), Model: 5);

    [Theory]
    [InlineData(Better.Lower, -2, -1, RetrainingOutcome.Gained)]
    [InlineData(Better.Lower, -2, 0.1, RetrainingOutcome.NoGain)]
    [InlineData(Better.Lower, 1, 2, RetrainingOutcome.NoGain)]
    [InlineData(Better.Higher, 0.1, 2, RetrainingOutcome.Gained)]
    [InlineData(Better.Higher, -0.1, 2, RetrainingOutcome.NoGain)]
    public void A_gain_is_a_whole_interval_on_the_better_side_of_production(Better better, double lower, double upper, RetrainingOutcome outcome)
    {
        var result = RetrainingResult.Of(Ended, Card(better, new Comparison(4, [], new("mae", (lower + upper) / 2, lower, upper))));

        Assert.Equal((outcome, At.AddHours(1), 5), (result.Outcome, result.At, result.Model!.Value));
        Assert.Contains("than model 4", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_compared_is_no_gain_and_what_made_no_model_has_failed()
    {
        Assert.Equal(RetrainingOutcome.NoGain, RetrainingResult.Of(Ended, Card(Better.Lower, null)).Outcome);
        Assert.Equal((RetrainingOutcome.Failed, "It failed: no rows"), (RetrainingResult.Of(Ended.Fail("no rows", At), null).Outcome, RetrainingResult.Of(Ended.Fail("no rows", At), null).Detail));
    }

    private static ModelCard Card(Better better, Comparison? production) => new(
        TestTasks.Delivery.Name, 5, "linear", At, new Evaluation(100, 10, "", better, [], [], new("mae", 0, 0, 0), production, [], []), [], null!);
}
