using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>A model that answers a number with its range.</summary>
public abstract class RegressionModel(Manifest manifest) : TrainedModel(manifest)
{
    /// <summary>The median and the range P10–P90 for a row, in the label's unit, all finite and in order.</summary>
    /// <param name="row">One place per column of <see cref="TrainedModel.Columns"/>; unseen categories and missing values are answered too.</param>
    /// <exception cref="ArgumentException">The row has another number of columns.</exception>
    public Estimate Predict(Row row)
    {
        var estimate = default(Estimate);
        CheckFits(row);
        Estimates(new ReadOnlySpan<Row>(in row), new Span<Estimate>(ref estimate));
        return estimate;
    }

    /// <summary>The same for many rows, to the last bit, and in a fraction of the time that one call for each would take.</summary>
    /// <param name="rows">As for one.</param>
    /// <param name="into">One for each row.</param>
    /// <exception cref="ArgumentException">A row has another number of columns, or there is no room for its answer.</exception>
    public void Predict(ReadOnlySpan<Row> rows, Span<Estimate> into) => InBlocks(rows, into, Estimates);

    public override ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var estimates = new Estimate[examples.Count];
        Predict([.. examples.Select(example => example.Input)], estimates);
        return new RegressionAnswers([.. examples.Select(example => example.Label)], estimates);
    }

    /// <param name="rows">Of the model's columns, at most <see cref="TrainedModel.MostRows"/>.</param>
    /// <param name="into">One for each row.</param>
    private protected abstract void Estimates(ReadOnlySpan<Row> rows, Span<Estimate> into);
}
