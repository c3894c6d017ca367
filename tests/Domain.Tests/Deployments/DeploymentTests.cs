using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Tests.Deployments;

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

    private static Deployment Promote(Deployment deployment, int model) => deployment.Apply(deployment.Promote(model, null, false, Now).Value!);

    private static Deployment RollBack(Deployment deployment) => deployment.Apply(deployment.RollBack("bad", Now).Value!);
}
