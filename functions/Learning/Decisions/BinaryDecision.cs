using MlFunctions.Domain.Models;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Statistics;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Learning.TrainingSets;

namespace MlFunctions.Learning.Decisions;

/// <summary>From a score to a probability at the true prevalence, and from there to a decision.</summary>
/// <param name="Calibration">Of scores.</param>
/// <param name="Threshold">The probability from which on a case is positive.</param>
public sealed record BinaryDecision(PlattCalibration Calibration, double Threshold)
{
    private const string Entry = "decision.json";

    /// <summary>From scores of training rows by models that never saw them.</summary>
    /// <param name="set">The rows, and the task's policy.</param>
    /// <param name="heldOut">A finite score for each row.</param>
    public static BinaryDecision Of(TrainingSet set, ReadOnlySpan<double> heldOut)
    {
        bool[] positive = [.. set.Examples.Select(example => example.Label == 1)];
        var classes = Prevalence.Of(set.Task, set.Examples);
        var calibration = PlattCalibration.Fit(heldOut, positive).Corrected(PriorCorrection.Between(classes.SamplePrevalence, classes.Prevalence));
        var decision = new BinaryDecision(calibration, 0);
        double[] weights = [.. positive.Select(label => label ? 1 : classes.NegativeWeight)];
        return decision with { Threshold = DecisionThreshold.Of(set.Task.Decision ?? new(), decision.Probabilities(heldOut), weights) };
    }

    /// <summary>The probability of each score.</summary>
    public double[] Probabilities(ReadOnlySpan<double> scores)
    {
        var probabilities = new double[scores.Length];
        for (var row = 0; row < probabilities.Length; row++)
            probabilities[row] = Calibration.Of(scores[row]);
        return probabilities;
    }

    internal static BinaryDecision Read(ModelFile file) => file.Get<BinaryDecision>(Entry);

    internal ModelFile Write(ModelFile file) => file.With(Entry, this);
}
