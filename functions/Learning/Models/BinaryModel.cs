using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Artifacts;

namespace MlFunctions.Learning.Models;

/// <summary>A model that answers how probable the positive class is, and decides.</summary>
public abstract class BinaryModel(Manifest manifest) : TrainedModel(manifest)
{
    /// <summary>The probability from which on a case is decided positive, 0 to 1: least expected cost within the alert budget.</summary>
    public abstract double Threshold { get; }

    /// <summary>The calibrated probability of the positive class, 0 to 1.</summary>
    /// <param name="row">One place per column of <see cref="TrainedModel.Columns"/>; unseen categories and missing values are answered too.</param>
    /// <exception cref="ArgumentException">The row has another number of columns.</exception>
    public double Probability(Row row)
    {
        var probability = 0.0;
        CheckFits(row);
        Chances(new ReadOnlySpan<Row>(in row), new Span<double>(ref probability));
        return probability;
    }

    /// <summary>The same for many rows, to the last bit, and in a fraction of the time that one call for each would take.</summary>
    /// <param name="rows">As for one.</param>
    /// <param name="into">One for each row.</param>
    /// <exception cref="ArgumentException">A row has another number of columns, or there is no room for its answer.</exception>
    public void Probability(ReadOnlySpan<Row> rows, Span<double> into) => InBlocks(rows, into, Chances);

    public override ValidationAnswers Answer(TaskDefinition task, IReadOnlyList<Example> examples)
    {
        var probabilities = new double[examples.Count];
        Probability([.. examples.Select(example => example.Input)], probabilities);
        return new BinaryAnswers([.. examples.Select(example => example.Label == 1)], probabilities, Threshold, Prevalence.Of(task, examples).NegativeWeight);
    }

    /// <param name="rows">Of the model's columns, at most <see cref="TrainedModel.MostRows"/>.</param>
    /// <param name="into">One for each row.</param>
    private protected abstract void Chances(ReadOnlySpan<Row> rows, Span<double> into);
}
