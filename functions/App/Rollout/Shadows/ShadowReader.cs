using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Shadows;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Rollout.Shadows;

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
