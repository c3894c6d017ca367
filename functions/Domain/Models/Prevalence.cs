using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Models;

/// <summary>How rare positives really are: rows often over-represent them, and metrics must hold for the stream that a model will see.</summary>
public static class Prevalence
{
    /// <summary>The classes of the rows, and the weight of a negative row that makes their shares those of the task's policy.</summary>
    public static ClassCounts Of(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var positives = examples.Count(example => example.Label == 1);
        var negatives = examples.Count - positives;
        var sample = (double)positives / examples.Count;
        return task.Decision?.Prevalence is { } prevalence && positives > 0 && negatives > 0
            ? new ClassCounts(positives, negatives, sample, prevalence, positives * (1 - prevalence) / (prevalence * negatives))
            : new ClassCounts(positives, negatives, sample, sample, 1);
    }
}
