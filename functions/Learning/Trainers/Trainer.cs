using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning;

/// <summary>A family of models. A trainer in the list <see cref="Trainers"/> is offered to every task of its kind and walked by the shared checks.</summary>
public abstract class Trainer
{
    /// <summary>Its name in requests, cards and artifacts.</summary>
    public abstract string Name { get; }

    /// <summary>The tasks that it can learn.</summary>
    public abstract TaskKind Kind { get; }

    /// <summary>One sentence for people.</summary>
    public abstract string Description { get; }

    /// <summary>Everything but rows and seed that a model depends on, for the card.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Why it cannot learn from these rows, in a sentence; null when it can.</summary>
    public virtual string? Refusal(TaskDefinition task, IReadOnlyList<Example> training)
    {
        if (task.Kind != Kind)
            return $"{Name} learns {Kind} tasks, and {task.Name} is a {task.Kind} task.";
        if (training.Count < FewestRows)
            return $"{Name} needs at least {FewestRows} training rows, and there are {training.Count}.";
        if (training.Any(example => !double.IsFinite(example.Label)))
            return $"{Name} needs a finite label in every training row.";
        return training.Any(example => !Fits(task, example.Input))
            ? $"{Name} needs training rows of the task's {task.Columns.Count} columns."
            : null;
    }

    /// <summary>Learns a model. Same rows, settings and seed give a model that saves to the same bytes.</summary>
    /// <param name="task">The columns and what to predict.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="seed">Of every random draw.</param>
    /// <param name="progress">Told before each step, on this thread.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <exception cref="ArgumentException">The <see cref="Refusal"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainedModel Train(
        TaskDefinition task, IReadOnlyList<Example> training, int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        if (Refusal(task, training) is { } refusal)
            throw new ArgumentException(refusal);
        return Learn(task, training, seed, new TrainingSteps(Name, progress, cancellation));
    }

    /// <summary>The least that the trainer can learn from.</summary>
    protected abstract int FewestRows { get; }

    private protected abstract TrainedModel Learn(TaskDefinition task, IReadOnlyList<Example> training, int seed, TrainingSteps steps);

    internal abstract TrainedModel Load(Manifest manifest, ModelFile file);

    private static bool Fits(TaskDefinition task, Row row) => row.Numbers.Length == task.Columns.Count && row.Texts.Length == task.Columns.Count;
}
