using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>What really happened after a prediction, often late, sometimes corrected.</summary>
/// <param name="Prediction">Whose outcome it is.</param>
/// <param name="Actual">The truth.</param>
/// <param name="ObservedAt">When it happened or was seen.</param>
/// <param name="RecordedAt">When it was told to the application.</param>
/// <param name="Corrects">The truth that was told before; null when this is the first.</param>
public sealed record Outcome(PredictionId Prediction, Actual Actual, DateTimeOffset ObservedAt, DateTimeOffset RecordedAt, Actual? Corrects = null)
{
    /// <summary>When what it corrects had been told; known only while it is being recorded.</summary>
    public DateTimeOffset? CorrectsRecordedAt { get; init; }
}
