using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Serving.Outcomes;

/// <summary>The one way in for outcomes: those of predictions that were answered are kept, and count in the live metrics, a chunk at a time.</summary>
public sealed class OutcomeIntake(PredictionLogReader log, OutcomeStore outcomes, LiveSums sums)
{
    /// <summary>Keeps a chunk; what became of it and of those before.</summary>
    internal async Task<OutcomesAnswer> AddAsync(TaskDefinition task, OutcomesAnswer before, ToldOutcomes chunk, CancellationToken cancel)
    {
        var logged = await log.FindAsync(chunk.Outcomes.Select(outcome => outcome.Prediction), row => LoggedAnswer.Read(task, row), cancel);
        var answered = chunk.Outcomes.ToLookup(outcome => logged.GetValueOrDefault(outcome.Prediction) is not null);
        var receipt = await outcomes.AddAsync([.. answered[true]], Count, cancel);
        return before.With(receipt, [.. chunk.Strange, .. answered[false].Select(outcome => outcome.Prediction.ToString())]);

        // Those that are kept before the rest fails are duplicates when they are told again: they count now or never.
        void Count(IReadOnlyList<Outcome> kept)
        {
            foreach (var outcome in kept)
                sums.Of(task.Name).Told(task, logged[outcome.Prediction]!, outcome);
        }
    }
}
