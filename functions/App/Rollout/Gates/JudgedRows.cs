using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Rows that several models are judged by, one after the other: they are read, sliced and answered by the naive model and by production once.</summary>
internal sealed class JudgedRows
{
    private const int Seed = 1;

    private readonly IReadOnlyList<Example> rows;
    private readonly Evaluations evaluations;
    private readonly ValidationAnswers naive;

    /// <param name="task">As the rows are read.</param>
    /// <param name="dataset">Theirs.</param>
    /// <param name="rows">At least one, and such that metrics have values.</param>
    public JudgedRows(TaskDefinition task, DatasetDescription dataset, IReadOnlyList<Example> rows)
    {
        (Task, Dataset, this.rows) = (task, dataset, rows);
        evaluations = new Evaluations(task, rows, Seed);
        // The best constant for these very rows, so that no rows of the past are needed and nobody is compared with less.
        naive = TrainerList.Baseline(task.Kind).Train(TrainingSet.Of(task, rows, Seed), NoProgress.Instance, CancellationToken.None).Model.Answer(task, rows);
    }

    public TaskDefinition Task { get; }

    public DatasetDescription Dataset { get; }

    /// <summary>The model in production and its answers; null where there is none to compare with.</summary>
    public (int Model, ValidationAnswers Answers)? Production { get; set; }

    /// <summary>Whether a model takes these rows.</summary>
    public bool Fits(TrainedModel model) =>
        model.Kind == Task.Kind && model.Manifest.Group == Task.Group && model.Columns.Select(c => (c.Name, c.Type)).SequenceEqual(Task.Columns.Select(c => (c.Name, c.Type)));

    public ValidationAnswers Answer(TrainedModel model) => model.Answer(Task, rows);

    /// <summary>The score of a model.</summary>
    public SetScore Score(ModelCard card, ValidationAnswers answers, DateTimeOffset now, double? ageDays)
    {
        var evaluation = evaluations.Of(answers, naive, Production is { } live && live.Model != card.Version ? live : null, []);
        var policy = Task.Promotion;
        GateVerdict[] checks = evaluation.Production is null
            ? [LeaksGate.Judge(card.Leaks), CalibrationGate.Judge(Task.Kind, evaluation)]
            : [LeaksGate.Judge(card.Leaks), QualityGate.Judge(evaluation, policy.Margin), SlicesGate.Judge(evaluation, policy.SliceMargin), CalibrationGate.Judge(Task.Kind, evaluation)];
        return new(Dataset.Version, Dataset.Sha256, card.Version, now, evaluation, checks, ageDays);
    }

    private sealed class NoProgress : IProgress<TrainingProgress>
    {
        public static NoProgress Instance { get; } = new();

        public void Report(TrainingProgress value)
        {
        }
    }
}
