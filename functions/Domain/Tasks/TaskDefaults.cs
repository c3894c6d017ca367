using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Tasks;

/// <summary>What holds where a document is silent, by kind.</summary>
internal static class TaskDefaults
{
    // A fifth worse than on the validation rows fires, a tenth clears.
    private const double Fire = 0.2;
    private const double Clear = 0.1;

    public static Cadence Cadence(TaskKind kind) => kind switch
    {
        TaskKind.Regression => Tasks.Cadence.Second,
        TaskKind.Ranking => Tasks.Cadence.Minute,
        _ => Tasks.Cadence.Hour,
    };

    public static IReadOnlyList<Threshold> Thresholds(TaskKind kind, string metric)
    {
        var sign = TaskMetrics.Find(kind, metric)?.Better == Better.Higher ? -1 : 1;
        return [new Threshold(metric, 1 + (sign * Fire), 1 + (sign * Clear))];
    }

    public static DecisionPolicy? Decision(TaskKind kind) => kind == TaskKind.Binary ? new DecisionPolicy() : null;
}
