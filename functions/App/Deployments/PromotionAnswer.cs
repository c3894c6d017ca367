using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Models;

namespace MlFunctions.App.Deployments;

/// <summary>A promotion that took place.</summary>
/// <param name="Model">The version.</param>
/// <param name="Stage">Where it stands now.</param>
/// <param name="From">The model that it took over from; null for the first.</param>
/// <param name="Forced">Whether a gate was overruled.</param>
/// <param name="Reason">Why, for the record.</param>
/// <param name="At">When.</param>
/// <param name="Gates">Each gate's verdict.</param>
internal sealed record PromotionAnswer(int Model, ModelStage Stage, int? From, bool Forced, string? Reason, DateTimeOffset At, IReadOnlyList<GateVerdict> Gates);
