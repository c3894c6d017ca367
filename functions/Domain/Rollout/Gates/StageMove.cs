using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>The change of a deployment that moves a model to a stage.</summary>
public static class StageMove
{
    /// <param name="deployment">As it is.</param>
    /// <param name="model">Which model.</param>
    /// <param name="to">Shadow, pilot or production.</param>
    /// <param name="policy">Says how large a pilot begins.</param>
    /// <param name="reason">Why, in the words of who does it.</param>
    /// <param name="forced">Whether a gate was overruled.</param>
    /// <param name="now">When.</param>
    public static Result<DeploymentChange> To(this Deployment deployment, ModelStage to, int model, PromotionPolicy policy, string? reason, bool forced, DateTimeOffset now) => to switch
    {
        ModelStage.Shadow => deployment.Shadow(model, reason, forced, now),
        ModelStage.Pilot => deployment.Try(model, policy.PilotShares[0], reason, forced, now),
        _ => deployment.Promote(model, reason, forced, now),
    };
}
