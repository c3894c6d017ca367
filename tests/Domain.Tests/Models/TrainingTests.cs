using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Tests.Models;

public sealed class TrainingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Training Queued = new("t1", TrainingState.Queued, new TrainingOrder(null, 1, null, 1), Now);

    [Fact]
    public void A_running_training_is_due_again_only_when_its_instance_falls_silent()
    {
        var running = Queued.Take("a", Now);

        Assert.True(Queued.IsDue(Now));
        Assert.False(running.IsDue(Now + Training.Hold));
        Assert.True(running.IsDue(Now + Training.Hold + TimeSpan.FromSeconds(1)));
        Assert.False(running.Advance(0.5, "half", Now + Training.Hold).IsDue(Now + Training.Hold + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_training_that_loses_its_instance_each_time_fails_in_words()
    {
        var training = Queued;
        for (var i = 0; i < Training.MaxAttempts; i++)
            training = training.Take("a", Now);

        var given = training.Take("b", Now);

        Assert.Equal(TrainingState.Failed, given.State);
        Assert.Contains("3 attempts", given.Error, StringComparison.Ordinal);
        Assert.False(given.IsDue(Now.AddYears(1)));
    }

    [Fact]
    public void An_orderly_stop_is_no_attempt()
    {
        var training = Queued;
        for (var i = 0; i < 10; i++)
            training = training.Take("a", Now).GiveBack();

        Assert.Equal((TrainingState.Queued, 0), (training.State, training.Attempts));
    }

    [Fact]
    public void Progress_never_goes_back() => Assert.Equal(0.6, Queued.Take("a", Now).Advance(0.6, "x", Now).Advance(0.4, "y", Now).Progress);

    [Fact]
    public void What_is_left_takes_as_long_as_what_is_done_did()
    {
        var training = Queued.Take("a", Now);
        Assert.Null(training.Advance(0.001, "x", Now.AddSeconds(1)).SecondsLeft);
        Assert.Equal(90, training.Advance(0.25, "x", Now.AddSeconds(30)).SecondsLeft);
    }

    [Fact]
    public void The_best_candidate_is_the_trainings_model() =>
        Assert.Equal(4, Queued.Take("a", Now).Succeed([new("lightgbm", 4, "mae", 10, 9, 11, 60), new("median", 3, "mae", 14, 13, 15, 1)], [], Now).Model);
}
