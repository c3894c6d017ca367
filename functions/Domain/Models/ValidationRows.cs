using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>Whether rows can judge models at all.</summary>
public static class ValidationRows
{
    /// <summary>Why the metrics of the rows would have no value, and what to do, in a sentence; null where they have one.</summary>
    public static string? Refusal(TaskDefinition task, IReadOnlyList<Example> validation)
    {
        var positives = validation.Count(example => example.Label > 0);
        var isTelling = task.Kind switch
        {
            TaskKind.Binary => positives > 0 && positives < validation.Count,
            TaskKind.Ranking => positives > 0,
            _ => validation.Count > 0,
        };
        return isTelling
            ? null
            : $"The {validation.Count} validation rows have {positives} whose {task.Label} is above 0, so {task.Metric} has no value: upload validation rows {(task.Kind == TaskKind.Binary ? "of both classes" : task.Kind == TaskKind.Ranking ? "with a relevant product" : "")}.";
    }
}
