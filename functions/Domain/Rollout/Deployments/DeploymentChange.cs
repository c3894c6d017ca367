using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Rollout.Deployments;

public enum DeploymentAction
{
    /// <summary>A model goes into production.</summary>
    Promotion,

    /// <summary>The model before it is back in production.</summary>
    Rollback,

    /// <summary>A model scores what production answers, unseen.</summary>
    Shadow,

    /// <summary>A model answers a share of the units, or a larger one.</summary>
    Pilot,

    /// <summary>A model leaves shadow or pilot for good.</summary>
    Rejection,
}

/// <summary>One change of what a task serves; they are kept for ever, and the deployment is their fold.</summary>
/// <param name="Number">Counts a task's changes from 1.</param>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="Model">Whom it is about; of a promotion or rollback the model in production afterwards.</param>
/// <param name="From">Of a promotion or rollback the model in production before; null for the first.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="Forced">Whether a gate was overruled.</param>
public sealed record DeploymentChange(int Number, DateTimeOffset At, DeploymentAction Action, int Model, int? From, string? Reason, bool Forced)
{
    /// <summary>Of a pilot: the share of units that the model answers from now on.</summary>
    public double? Share { get; init; }

    /// <summary>Who did it; null where nobody said.</summary>
    public string? By { get; init; }

    /// <summary>Of a forced promotion: the second person.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Whether another model is in production afterwards.</summary>
    [JsonIgnore]
    public bool MovesProduction => Action is DeploymentAction.Promotion or DeploymentAction.Rollback;
}
