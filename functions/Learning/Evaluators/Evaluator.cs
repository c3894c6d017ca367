using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;

namespace MlFunctions.Learning.Evaluators;

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
    private static ValidationAnswers Telling(TaskDefinition task, IReadOnlyList<Example> validation, ValidationAnswers answers) =>
        ValidationRows.Refusal(task, validation) is { } refusal ? throw new InvalidDataException(refusal) : answers;

    /// <summary>Everything that a card says of how good the model is.</summary>
    public Evaluation Evaluate(TrainedModel model) =>
        evaluations.Of(model.Answer(task, validation), naive, other, ColumnImportance.Of(task, model, validation, seed));
}
