using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;

namespace MlFunctions.App.Rollout.Deployments;

/// <summary>A promotion that took place.</summary>
/// <param name="Model">The version.</param>
/// <param name="Stage">Where it stands now.</param>
/// <param name="From">The model that it took over from; null for the first, and of a stage before production.</param>
/// <param name="Forced">Whether a gate was overruled.</param>
/// <param name="Reason">Why, for the record.</param>
/// <param name="At">When.</param>
/// <param name="Gates">Each gate's verdict.</param>
internal sealed record PromotionAnswer(int Model, ModelStage Stage, int? From, bool Forced, string? Reason, DateTimeOffset At, IReadOnlyList<GateVerdict> Gates)
{
    public string? By { get; init; }

    public string? ApprovedBy { get; init; }

    /// <summary>Of a pilot: the share of units that it begins with.</summary>
    public double? Share { get; init; }

    public static PromotionAnswer Of(DeploymentChange change, ModelStage stage, IReadOnlyList<GateVerdict> gates) =>
        new(change.Model, stage, change.From, change.Forced, change.Reason, change.At, gates) { By = change.By, ApprovedBy = change.ApprovedBy, Share = change.Share };
}

/// <summary>A forced promotion that waits for another person.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Ticket">Where it is talked about.</param>
/// <param name="ExpiresAt">Until when it can be approved.</param>
/// <param name="Gates">Each gate's verdict.</param>
/// <param name="Approve">The call by which another person approves it.</param>
internal sealed record ForcedAnswer(int Id, TicketId Ticket, DateTimeOffset ExpiresAt, IReadOnlyList<GateVerdict> Gates, string Approve)
{
    public static ForcedAnswer Of(ForcedPromotion asked, string path, IReadOnlyList<GateVerdict> gates) =>
        new(asked.Id, asked.Ticket, asked.ExpiresAt, gates, $"POST {path}/{asked.Id}/approvals {{ \"by\": \"another person\" }}");
}
