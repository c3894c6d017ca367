using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;

namespace MlFunctions.Domain.Tests.Rollout.Deployments;

public sealed class DeploymentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void A_promotion_retires_the_model_before_it()
    {
        var deployment = Promote(Promote(Deployment.None, 1), 2);

        Assert.Equal((2, ModelStage.Production, ModelStage.Retired, ModelStage.Candidate), (deployment.Production, deployment.Stage(2), deployment.Stage(1), deployment.Stage(3)));
    }

    [Fact]
    public void A_rollback_goes_back_one_model_at_a_time()
    {
        var deployment = RollBack(Promote(Promote(Promote(Deployment.None, 1), 2), 3));
        Assert.Equal(2, deployment.Production);
        Assert.Equal(ModelStage.Retired, deployment.Stage(3));

        Assert.Equal(1, RollBack(deployment).Production);
        Assert.IsType<Conflict>(RollBack(deployment).RollBack(null, Now).Refusal);
    }

    [Fact]
    public void A_rollback_after_a_rollback_and_a_promotion_skips_what_was_rolled_back()
    {
        var deployment = Promote(RollBack(Promote(Promote(Deployment.None, 1), 2)), 3);

        Assert.Equal(1, RollBack(deployment).Production);
    }

    [Fact]
    public void The_model_in_production_is_not_promoted_again() => Assert.IsType<Conflict>(Promote(Deployment.None, 1).Promote(1, null, false, Now).Refusal);

    [Fact]
    public void Nothing_to_roll_back_to_is_a_conflict() => Assert.IsType<Conflict>(Deployment.None.RollBack(null, Now).Refusal);

    [Fact]
    public void A_model_goes_from_shadow_over_a_growing_pilot_into_production()
    {
        var deployment = Promote(Deployment.None, 1);

        deployment = deployment.Apply(deployment.Shadow(2, null, false, Now).Value!);
        Assert.Equal((ModelStage.Shadow, 1), (deployment.Stage(2), deployment.Production));
        deployment = deployment.Apply(deployment.Try(2, 0.01, null, false, Now).Value!);
        var first = deployment.Pilot!;
        Assert.Equal((ModelStage.Pilot, 0.01, 3, 1), (deployment.Stage(2), first.Share, first.Number, first.Step));
        deployment = deployment.Apply(deployment.Try(2, 0.05, null, false, Now.AddHours(1)).Value!);
        Assert.Equal(first with { Share = 0.05, GrownAt = Now.AddHours(1), Step = 2 }, deployment.Pilot);
        Assert.IsType<Conflict>(deployment.Try(2, 0.01, null, false, Now).Refusal);
        Assert.IsType<Conflict>(deployment.Try(3, 0.5, null, false, Now).Refusal);
        deployment = Promote(deployment, 2);
        Assert.Equal((ModelStage.Production, ModelStage.Retired, null), (deployment.Stage(2), deployment.Stage(1), deployment.Pilot));
    }

    [Fact]
    public void Nothing_is_compared_with_a_model_in_production_that_is_not_there()
    {
        Assert.IsType<Conflict>(Deployment.None.Shadow(1, null, false, Now).Refusal);
        Assert.IsType<Conflict>(Deployment.None.Try(1, 0.1, null, false, Now).Refusal);
        Assert.IsType<Conflict>(Promote(Deployment.None, 1).Shadow(1, null, false, Now).Refusal);
        Assert.IsType<Conflict>(Promote(Deployment.None, 1).Reject(1, null, Now).Refusal);
    }

    [Fact]
    public void A_rollback_ends_the_pilot_too_and_without_an_earlier_model_the_pilot_alone()
    {
        var piloted = Promote(Promote(Deployment.None, 1), 2);
        piloted = piloted.Apply(piloted.Try(3, 0.1, null, false, Now).Value!);
        Assert.Equal((1, null, ModelStage.Rejected, ModelStage.Retired), (RollBack(piloted).Production, RollBack(piloted).Pilot, RollBack(piloted).Stage(3), RollBack(piloted).Stage(2)));

        var first = Promote(Deployment.None, 1);
        first = RollBack(first.Apply(first.Try(3, 0.1, null, false, Now).Value!));
        Assert.Equal((1, null, ModelStage.Rejected), (first.Production, first.Pilot, first.Stage(3)));
    }

    [Fact]
    public void A_model_is_taken_back_wherever_it_is_and_the_others_stay()
    {
        var deployment = Promote(Promote(Deployment.None, 1), 2);
        deployment = deployment.Apply(deployment.Shadow(4, null, false, Now).Value!);
        deployment = deployment.Apply(deployment.Try(3, 0.1, null, false, Now).Value!);

        var unpiloted = deployment.Apply(deployment.RollBack(3, "bad", Now).Value!);
        Assert.Equal((2, null, ModelStage.Rejected, ModelStage.Shadow), (unpiloted.Production, unpiloted.Pilot, unpiloted.Stage(3), unpiloted.Stage(4)));
        var unshadowed = deployment.Apply(deployment.RollBack(4, "bad", Now).Value!);
        Assert.Equal((2, 3, ModelStage.Rejected), (unshadowed.Production, unshadowed.Pilot?.Model, unshadowed.Stage(4)));
        Assert.Equal(1, deployment.Apply(deployment.RollBack(2, "bad", Now).Value!).Production);
        Assert.IsType<Conflict>(deployment.RollBack(1, "bad", Now).Refusal);
    }

    private static Deployment Promote(Deployment deployment, int model) => deployment.Apply(deployment.Promote(model, null, false, Now).Value!);

    private static Deployment RollBack(Deployment deployment) => deployment.Apply(deployment.RollBack("bad", Now).Value!);
}
