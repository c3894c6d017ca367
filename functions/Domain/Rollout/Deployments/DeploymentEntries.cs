using System.Globalization;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Deployments;

/// <summary>What the audit says of a task's deployment.</summary>
public static class DeploymentEntries
{
    public static AuditEntry Changed(TaskName task, DeploymentChange change) => new(
        FormattableString.Invariant($"deployment/{task}/{change.Number}"), change.At, Enum.Parse<AuditAction>(change.Action.ToString()), task, change.By ?? AuditEntries.Unnamed, Sentence(change), AuditEntries.Data(change));

    private static string Sentence(DeploymentChange change)
    {
        var what = change.Action switch
        {
            DeploymentAction.Promotion => $"Model {change.Model} went into production{Place(change)}",
            DeploymentAction.Rollback => $"Model {change.Model} is back in production{Place(change)}",
            DeploymentAction.Shadow => $"Model {change.Model} is a shadow",
            DeploymentAction.Pilot => string.Create(CultureInfo.InvariantCulture, $"Model {change.Model} answers {100 * change.Share ?? 0:0.##} % of the units"),
            _ => $"Model {change.Model} left shadow and pilot for good",
        };
        var forced = change.Forced ? $", a gate overruled{(change.ApprovedBy is { } second ? $" and approved by {second}" : "")}" : "";
        return what + forced + (change.Reason is { } reason ? $": {reason}" : ".");
    }

    private static string Place(DeploymentChange change) => change.From is { } from ? $" in the place of model {from}" : "";
}
