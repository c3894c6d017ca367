using MlFunctions.Domain.Deployments;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Shadows;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Outcomes;
using MlFunctions.Storage.Shadows;

namespace MlFunctions.App.Shadows;

/// <summary>Reads what a shadow has done beside live traffic.</summary>
public sealed class ShadowReader(ShadowTail tail, RecentOutcomes outcomes, TimeProvider time)
{
    /// <summary>What the shadow did; null when it has scored nothing beside this production model.</summary>
    public async Task<ShadowEvidence?> ReadAsync(TaskDefinition task, int model, int production, CancellationToken cancel)
    {
        var rows = await tail.ReadAsync(task.Name, model, production, time.GetUtcNow(), cancel);
        var known = await outcomes.OfAsync([.. rows.Select(row => row.Prediction).OfType<PredictionId>().Distinct()], cancel);
        return ShadowComparison.Of(task, rows, known.ToDictionary(outcome => outcome.Key, outcome => outcome.Value.Actual));
    }
}
