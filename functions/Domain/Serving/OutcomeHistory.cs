using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Serving;

/// <summary>What was told of a prediction's outcome at one time.</summary>
/// <param name="Actual">The truth, as it was known then.</param>
/// <param name="ObservedAt">When it happened or was seen.</param>
/// <param name="RecordedAt">When it was told to the application.</param>
public sealed record Telling(Actual Actual, DateTimeOffset ObservedAt, DateTimeOffset RecordedAt);

/// <summary>Everything that was told of one prediction's outcome, so that what was known at a time can be said after corrections.</summary>
/// <param name="Prediction">Whose outcome it is.</param>
/// <param name="Tellings">The first to the last, which is what counts now; beyond <see cref="MostTellings"/> the oldest are forgotten.</param>
public sealed record OutcomeHistory(PredictionId Prediction, IReadOnlyList<Telling> Tellings)
{
    public const int MostTellings = 16;

    /// <summary>What counted at a time; null where nothing was told by then.</summary>
    public Telling? KnownAt(DateTimeOffset time) => Tellings.LastOrDefault(told => told.RecordedAt <= time);
}
