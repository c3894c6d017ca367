using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Predictions;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning;

/// <summary>A model that answers a number with its range.</summary>
public abstract class RegressionModel(Manifest manifest) : TrainedModel(manifest)
{
    /// <summary>The median and the range P10–P90 for a row, in the label's unit, all finite and in order.</summary>
    /// <param name="row">One place per column of <see cref="TrainedModel.Columns"/>; unseen categories and missing values are answered too.</param>
    /// <exception cref="ArgumentException">The row has another number of columns.</exception>
    public Estimate Predict(Row row) => Estimate(Fitting(row));

    public override ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples) =>
        new RegressionAnswers([.. examples.Select(example => example.Label)], [.. examples.Select(example => Predict(example.Input))]);

    private protected abstract Estimate Estimate(Row row);
}
