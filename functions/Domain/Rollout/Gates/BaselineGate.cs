using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model is better than the naive one.</summary>
/// <remarks>The worse end of the paired difference's 95 % interval must lie on the better side of zero, so a model that is no better passes in at most 2.5 % of cases (Efron and Tibshirani 1993, chapter 13).</remarks>
public static class BaselineGate
{
    /// <param name="evaluation">The model beside the naive one on the same rows.</param>
    public static GateVerdict Judge(Evaluation evaluation)
    {
        var difference = evaluation.Difference;
        var (bound, isBetter) = evaluation.Better == Better.Higher ? (difference.Lower, difference.Lower > 0) : (difference.Upper, difference.Upper < 0);
        var sentence = FormattableString.Invariant(
            $"its {difference.Name} less the baseline's on the same {evaluation.Rows} rows is {difference.Value:0.####} (95 % interval {difference.Lower:0.####} to {difference.Upper:0.####}).");
        return new(GateNames.Baseline, isBetter, bound, 0, isBetter ? $"The model is better: {sentence}" : $"It is not shown to be better than the baseline: {sentence}")
        {
            Inputs = new Dictionary<string, double> { ["rows"] = evaluation.Rows, ["blocks"] = evaluation.Blocks, ["difference"] = difference.Value, ["lower"] = difference.Lower, ["upper"] = difference.Upper },
        };
    }
}
