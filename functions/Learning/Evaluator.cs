using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning;

/// <summary>Judges a model by rows that it never learned from, beside a baseline.</summary>
public static class Evaluator
{
    /// <summary>Predicts each row with both models and compares with what happened.</summary>
    /// <param name="task">The task of both models.</param>
    /// <param name="model">The model to judge.</param>
    /// <param name="baseline">The naive one, or the one in production.</param>
    /// <param name="validation">At least one row.</param>
    /// <param name="seed">Of the bootstrap's resamples.</param>
    /// <exception cref="ArgumentException">There are no rows, or the models are not of the task's kind.</exception>
    public static Evaluation Evaluate(
        TaskDefinition task, TrainedModel model, TrainedModel baseline, IReadOnlyList<Example> validation, int seed) =>
        RegressionEvaluation.Of(task, validation, Predict(model, validation), Predict(baseline, validation), seed);

    private static Estimate[] Predict(TrainedModel model, IReadOnlyList<Example> rows) => model.Kind == TaskKind.Regression
        ? [.. rows.Select(row => model.Predict(row.Input))]
        : throw new ArgumentException($"A {model.Kind} model cannot be judged as a regression model.", nameof(model));
}
