using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Serving;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>A call for predictions that has been read and can be answered.</summary>
/// <param name="Serving">The task as this instance serves it.</param>
/// <param name="Production">Who answers, but for the units of a pilot.</param>
/// <param name="Request">The inputs.</param>
/// <param name="At">When it came.</param>
/// <param name="Began">The same in ticks of the time provider.</param>
public sealed record PredictionCall(LiveTask Serving, LoadedModel Production, PredictionRequest Request, DateTimeOffset At, long Began)
{
    /// <summary>Who an input is about: the call's unit, else the value of the task's unit column; null where neither is known.</summary>
    public string? UnitOf(PredictionInput input) => Request.Unit ?? Serving.UnitOf(input);
}
