namespace MlFunctions.Domain.Deployments;

public enum DeploymentAction
{
    Promotion,
    Rollback,
}

/// <summary>One change of what a task serves; they are kept for ever, and the deployment is their fold.</summary>
/// <param name="Number">Counts a task's changes from 1.</param>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="Model">The model in production afterwards.</param>
/// <param name="From">The model in production before; null for the first.</param>
/// <param name="Reason">Why, in the words of who did it.</param>
/// <param name="Forced">Whether a gate was overruled.</param>
public sealed record DeploymentChange(int Number, DateTimeOffset At, DeploymentAction Action, int Model, int? From, string? Reason, bool Forced);
