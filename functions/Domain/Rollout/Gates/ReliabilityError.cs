using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>The expected calibration error of a binary model, beside what chance makes of one whose probabilities are right.</summary>
/// <remarks>
/// Of right probabilities the share of positives in a bin is normal round their mean p with σ² = p(1 − p)/n, so |o − p| has the mean σ√(2/π) and the variance σ²(1 − 2/π), and bins add up; rows are
/// taken as independent, and a bin's weight as given (Bröcker and Smith, Increasing the Reliability of Reliability Diagrams, Weather and Forecasting 22 (2007)). Where negatives weigh w, the share of positives among the rows is
/// q = pw/(1 − p + pw) and dp/dq = w/(q + w(1 − q))².
/// </remarks>
/// <param name="Value">Σ weight |observed − probability|.</param>
/// <param name="Chance">What it would be on average if every probability were right.</param>
/// <param name="Excess">What is surely (95 %) beyond that.</param>
/// <param name="Bound">What is allowed: a quarter of the rarer class's share, 0.05 at most.</param>
/// <param name="Bins">How many bins.</param>
public sealed record ReliabilityError(double Value, double Chance, double Excess, double Bound, int Bins)
{
    private const double Share = 0.25;
    private const double Most = 0.05;
    private const double Level = 0.95;

    /// <param name="classes">Of the rows, with the weight of a negative one.</param>
    /// <param name="bins">At least one.</param>
    public static ReliabilityError Of(ClassCounts classes, IReadOnlyList<ReliabilityBin> bins)
    {
        var total = classes.Positives + (classes.NegativeWeight * classes.Negatives);
        var (value, chance, variance) = (0.0, 0.0, 0.0);
        foreach (var bin in bins)
        {
            var error = Error(bin, total, classes.NegativeWeight);
            value += bin.Weight * Math.Abs(bin.Observed - bin.Probability);
            chance += bin.Weight * error * Math.Sqrt(2 / Math.PI);
            variance += Math.Pow(bin.Weight * error, 2) * (1 - (2 / Math.PI));
        }

        var excess = Math.Max(0, value - chance - (Normal.InvCDF(0, 1, Level) * Math.Sqrt(variance)));
        return new(value, chance, excess, Math.Min(Most, Share * Math.Min(classes.Prevalence, 1 - classes.Prevalence)), bins.Count);
    }

    private static double Error(ReliabilityBin bin, double total, double weight)
    {
        var p = Math.Clamp(bin.Probability, 0, 1);
        var rows = ((bin.Observed) + ((1 - bin.Observed) / weight)) * bin.Weight * total;
        var q = p * weight / (1 - p + (p * weight));
        return weight / Math.Pow(q + (weight * (1 - q)), 2) * Math.Sqrt(q * (1 - q) / rows);
    }
}
