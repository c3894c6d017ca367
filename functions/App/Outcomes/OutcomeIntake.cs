using MlFunctions.Domain.Predictions;
using MlFunctions.Storage.Outcomes;
using MlFunctions.Storage.Predictions;

namespace MlFunctions.App.Outcomes;

/// <summary>The one way in for outcomes: those of predictions that were answered are kept, a chunk at a time.</summary>
public sealed class OutcomeIntake(PredictionLogReader log, OutcomeStore outcomes)
{
    /// <summary>Keeps a chunk; what became of it and of those before.</summary>
    internal async Task<OutcomesAnswer> AddAsync(OutcomesAnswer before, ToldOutcomes chunk, CancellationToken cancel)
    {
        var logged = await log.FindAsync(chunk.Outcomes.Select(outcome => outcome.Prediction), row => LogRow.Read(row) is { Output: not null }, cancel);
        var answered = chunk.Outcomes.ToLookup(outcome => logged.GetValueOrDefault(outcome.Prediction));
        var receipt = await outcomes.AddAsync([.. answered[true]], cancel);
        return before.With(receipt, [.. chunk.Strange, .. answered[false].Select(outcome => outcome.Prediction.ToString())]);
    }
}
