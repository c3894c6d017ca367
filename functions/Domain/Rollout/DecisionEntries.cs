using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Rollout.Retraining;

namespace MlFunctions.Domain.Rollout;

/// <summary>What the audit says of decisions: gates, forced promotions, retrainings.</summary>
public static class DecisionEntries
{
    /// <param name="task">Whose model.</param>
    /// <param name="report">Every verdict, with what it was judged from.</param>
    /// <param name="by">Who asked.</param>
    public static AuditEntry Gates(TaskName task, GateReport report, string? by)
    {
        var closed = report.Gates.Where(gate => !gate.Passed).ToArray();
        var said = closed.Length == 0
            ? $"passes every gate: {string.Join(", ", report.Gates.Select(gate => gate.Gate))}."
            : string.Join(" ", closed.Select(gate => $"does not pass {gate.Gate}{(gate.Waiting ? " yet" : "")}: {gate.Detail}"));
        return new(FormattableString.Invariant($"gates/{task}/{report.Model}/{report.To.Word()}/{report.At.UtcTicks}"), report.At, AuditAction.Gate, task, by ?? AuditEntries.Unnamed, $"On its way to {report.To.Word()} model {report.Model} {said}", Data(report));
    }

    /// <param name="task">Whose model.</param>
    /// <param name="asked">What was asked for.</param>
    public static AuditEntry ForceAsked(TaskName task, ForcedPromotion asked) => new(
        FormattableString.Invariant($"force/{task}/{asked.Id}"), asked.At, AuditAction.ForceAsked, task, asked.By,
        $"Model {asked.Model} is to go to {asked.To.Word()} past {string.Join(", ", asked.Gates.Select(gate => gate.Gate))}: {asked.Reason}", Data(asked));

    /// <param name="task">Whose model.</param>
    /// <param name="approved">By a second person.</param>
    public static AuditEntry ForceApproved(TaskName task, ForcedPromotion approved) => new(
        FormattableString.Invariant($"force/{task}/{approved.Id}/approval"), approved.ApprovedAt!.Value, AuditAction.ForceApproved, task, approved.ApprovedBy!,
        $"{approved.ApprovedBy} approved what {approved.By} asked for: model {approved.Model} to {approved.To.Word()}.", Data(approved));

    /// <param name="task">Whose model.</param>
    /// <param name="record">Why, and what was known.</param>
    public static AuditEntry Retraining(TaskName task, RetrainingRecord record) => new(
        FormattableString.Invariant($"retraining/{task}/{record.Reason.Number}"), record.QueuedAt, AuditAction.Retraining, task, RetrainingRules.By,
        FormattableString.Invariant($"Retraining {record.Reason.Number} ({record.Reason.Cause.Word()}): {record.Reason.Detail}"), Data(record));

    private static JsonElement Data<T>(T value) => JsonSerializer.SerializeToElement(value, Json.Options);
}
