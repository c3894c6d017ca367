using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Trainers;

/// <summary>A family of models. A trainer in the list <see cref="TrainerList"/> is offered to every task of its kind and walked by the shared checks.</summary>
public abstract class Trainer
{
    /// <summary>Its name in requests, cards and artifacts; unique among the trainers of its kind.</summary>
    public abstract string Name { get; }

    /// <summary>The tasks that it can learn.</summary>
    public abstract TaskKind Kind { get; }

    /// <summary>One sentence for people.</summary>
    public abstract string Description { get; }

    /// <summary>How long it trains, as a multiple of the quickest: what progress and the time still needed are shared out by.</summary>
    public virtual double Effort => 1;

    /// <summary>Why it cannot learn from these rows, in a sentence; null when it can.</summary>
    public string? Refusal(TaskDefinition task, IReadOnlyList<Example> training)
    {
        if (task.Kind != Kind)
            return $"{Name} learns {Kind} tasks, and {task.Name} is a {task.Kind} task.";
        if (training.Count < FewestRows)
            return $"{Name} needs at least {FewestRows} training rows, and there are {training.Count}.";
        if (training.Any(example => !double.IsFinite(example.Label)))
            return $"{Name} needs a finite label in every training row.";
        if (training.Any(example => !Fits(task, example.Input)))
            return $"{Name} needs training rows of the task's {task.Columns.Count} columns.";
        return Kind switch
        {
            TaskKind.Binary => TooFewOfAClass(training),
            TaskKind.Ranking when training.All(example => example.Label == 0) => $"{Name} needs a product whose {task.Label} is above 0.",
            TaskKind.Ranking when task.PlaceOf(task.Group) is var group && training.DistinctBy(example => Groups.Name(task, example.Input, group)).Count() < FewestGroups =>
                $"{Name} needs rows of at least {FewestGroups} requests ({task.Group}).",
            _ => null,
        };
    }

    /// <summary>Learns a model. Same rows, settings and seed give a model that saves to the same bytes.</summary>
    /// <param name="task">The columns and what to predict.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="seed">Of every random draw.</param>
    /// <param name="progress">Told before each step.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    /// <exception cref="ArgumentException">The <see cref="Refusal"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Trained Train(
        TaskDefinition task, IReadOnlyList<Example> training, int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        Refusal(task, training) is { } refusal
            ? throw new ArgumentException(refusal)
            : Train(TrainingSet.Of(task, training, seed), progress, cancellation);

    /// <summary>The same with rows that are not refused, and whose folds and features several trainers share.</summary>
    public Trained Train(TrainingSet set, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        Learn(set, new TrainingSteps(Name, progress, cancellation));

    /// <summary>Learns once more from other rows, with the settings that <see cref="Train(TrainingSet, IProgress{TrainingProgress}, CancellationToken)"/> kept.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainedModel Retrain(Trained trained, TrainingSet set, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        trained.Again(set, new TrainingSteps(Name, progress, cancellation).Part(0, 1, "held-out rows included"));

    /// <summary>The least rows that the trainer can learn from.</summary>
    protected abstract int FewestRows { get; }

    /// <summary>The least rows of each class of a binary task, and the least requests of a ranking task: as many as there are folds.</summary>
    protected virtual int FewestGroups => 5;

    private protected abstract Trained Learn(TrainingSet set, TrainingSteps steps);

    internal abstract TrainedModel Load(Manifest manifest, ModelFile file);

    private static bool Fits(TaskDefinition task, Row row) => row.Numbers.Length == task.Columns.Count && row.Texts.Length == task.Columns.Count;

    private string? TooFewOfAClass(IReadOnlyList<Example> training)
    {
        var positives = training.Count(example => example.Label == 1);
        var negatives = training.Count(example => example.Label == 0);
        if (positives + negatives < training.Count)
            return $"{Name} needs labels that are 0 or 1.";
        return Math.Min(positives, negatives) < FewestGroups
            ? $"{Name} needs at least {FewestGroups} training rows of each class, and there are {positives} positive and {negatives} negative ones."
            : null;
    }
}

/// <summary>A trainer with settings, and a small search for those that do best on rows held out.</summary>
/// <typeparam name="TSettings">Everything but rows and seed that a model depends on.</typeparam>
public abstract class Trainer<TSettings> : Trainer
    where TSettings : notnull
{
    /// <summary>The settings that are tried first.</summary>
    protected abstract TSettings Default { get; }

    /// <summary>Other settings worth a try.</summary>
    protected abstract IReadOnlyList<TSettings> Alternatives { get; }

    /// <summary>The rows that a trial learns from, at most: the search of a slow trainer is made with a sample.</summary>
    protected virtual int TrialRows => 20_000;

    private protected abstract Fitted Fit(TrainingSet set, TSettings settings, TrainingSteps steps);

    private protected override Trained Learn(TrainingSet set, TrainingSteps steps) =>
        SettingsSearch.Best(set, set.Sample(TrialRows), [Default, .. Alternatives], Fit, steps);
}
