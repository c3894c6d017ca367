using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>Whether a model is to be trained anew.</summary>
/// <param name="Cause">Why; null: it is not.</param>
/// <param name="Detail">In a sentence, with the figures.</param>
public sealed record RetrainingDecision(RetrainingCause? Cause, string Detail)
{
    public bool Retrain => Cause is not null;
}
