using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning;

/// <summary>Judges models by rows that none of them learned from, beside a naive baseline and the model in production.</summary>
/// <param name="task">The task of all models.</param>
/// <param name="validation">At least one row.</param>
/// <param name="baseline">The naive model.</param>
/// <param name="production">The version in production and its model; null when there is none that takes these columns.</param>
/// <param name="seed">Of the bootstrap's resamples and of the shuffles.</param>
public sealed class Evaluator(
    TaskDefinition task, IReadOnlyList<Example> validation, TrainedModel baseline, (int Version, TrainedModel Model)? production, int seed)
{
    private readonly Evaluations evaluations = new(task, validation, seed);
    private readonly ValidationAnswers naive = Telling(task, validation, baseline.Answer(task, validation));
    private readonly (int Model, ValidationAnswers Answers)? other = production is { } now ? (now.Version, now.Model.Answer(task, validation)) : null;

    /// <summary>The answers, if the metrics of their rows have values at all.</summary>
    /// <exception cref="InvalidDataException">The rows are of one class, or without any relevant product.</exception>
    private static ValidationAnswers Telling(TaskDefinition task, IReadOnlyList<Example> validation, ValidationAnswers answers)
    {
        var positives = validation.Count(example => example.Label > 0);
        var isTelling = task.Kind switch
        {
            TaskKind.Binary => positives > 0 && positives < validation.Count,
            TaskKind.Ranking => positives > 0,
            _ => true,
        };
        return isTelling
            ? answers
            : throw new InvalidDataException($"The {validation.Count} validation rows have {positives} whose {task.Label} is above 0, so {task.Metric} has no value: upload validation rows {(task.Kind == TaskKind.Binary ? "of both classes" : "with a relevant product")}.");
    }

    /// <summary>Everything that a card says of how good the model is.</summary>
    public Evaluation Evaluate(TrainedModel model) =>
        evaluations.Of(model.Answer(task, validation), naive, other, ColumnImportance.Of(task, model, validation, seed));
}
