using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning;

/// <summary>A model that answers how probable the positive class is, and decides.</summary>
public abstract class BinaryModel(Manifest manifest) : TrainedModel(manifest)
{
    /// <summary>The probability from which on a case is decided positive, 0 to 1: least expected cost within the alert budget.</summary>
    public abstract double Threshold { get; }

    /// <summary>The calibrated probability of the positive class, 0 to 1.</summary>
    /// <param name="row">One place per column of <see cref="TrainedModel.Columns"/>; unseen categories and missing values are answered too.</param>
    /// <exception cref="ArgumentException">The row has another number of columns.</exception>
    public double Probability(Row row) => Chance(Fitting(row));

    public override ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples) => new BinaryAnswers(
        [.. examples.Select(example => example.Label == 1)], [.. examples.Select(example => Probability(example.Input))], Threshold, Prevalence.Of(task, examples).NegativeWeight);

    private protected abstract double Chance(Row row);
}
