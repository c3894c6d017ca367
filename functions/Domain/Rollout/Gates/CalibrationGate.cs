using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model's probabilities, or its ranges, hold what they say.</summary>
/// <remarks>
/// A regression is stopped when the 95 % block-bootstrap interval of the coverage of P10–P90 lies more than ten points off 80 %: one that is off by exactly ten points in at most 2.5 %. Kupiec's p-value stands beside it.
/// Where all models are off because the world has changed, one that is no farther off than production on the same rows is no step back, and passes.
/// A binary model is stopped by <see cref="ReliabilityError"/>: one whose probabilities are right in at most 5 %. A ranking has nothing to calibrate.
/// </remarks>
public static class CalibrationGate
{
    private const double Floor = 0.1;

    /// <param name="kind">Of the task.</param>
    /// <param name="evaluation">On the rows to judge by.</param>
    public static GateVerdict Judge(TaskKind kind, Evaluation evaluation) => kind switch
    {
        TaskKind.Regression when evaluation.Metric(Coverage.Metric.Name) is { } coverage => Of(evaluation, coverage),
        TaskKind.Binary when evaluation is { Classes: { } classes, Reliability: { Count: > 0 } bins } => Of(evaluation, ReliabilityError.Of(classes, bins), classes),
        TaskKind.Ranking => new(GateNames.Calibration, true, null, null, "Scores of a ranking are only compared with each other; there is nothing to calibrate."),
        _ => new(GateNames.Calibration, false, null, null, "Its evaluation says nothing of its calibration: train it again."),
    };

    private static GateVerdict Of(Evaluation evaluation, MetricEstimate coverage)
    {
        var holds = coverage.Upper >= Coverage.Nominal - Floor && coverage.Lower <= Coverage.Nominal + Floor;
        var passed = holds || IsNoFartherOff(evaluation, Coverage.Metric);
        var figures = FormattableString.Invariant($"P10 to P90 holds {coverage.Value:0.#%} of {evaluation.Rows} rows (95 % interval {coverage.Lower:0.#%} to {coverage.Upper:0.#%}) where 80 % was promised");
        return new(GateNames.Calibration, passed, coverage.Value, Coverage.Nominal, holds
            ? $"{figures}; it is not surely more than 10 points off."
            : passed ? $"{figures}; it is surely more than 10 points off, but no farther than the model in production." : $"{figures}; it is surely more than 10 points off. Train it on rows that are like these.")
        {
            Inputs = new Dictionary<string, double> { ["rows"] = evaluation.Rows, ["lower"] = coverage.Lower, ["upper"] = coverage.Upper },
        };
    }

    private static bool IsNoFartherOff(Evaluation evaluation, Metric metric) =>
        evaluation.Metric(metric.Name) is { } own && evaluation.Production?.Metrics.FirstOrDefault(other => other.Name == metric.Name) is { } live && metric.Rank(own.Value) <= metric.Rank(live.Value);

    private static GateVerdict Of(Evaluation evaluation, ReliabilityError error, ClassCounts classes)
    {
        var figures = FormattableString.Invariant($"the mean error of its probabilities over {error.Bins} bins is {error.Value:0.#####}, of which chance alone makes {error.Chance:0.#####} (surely above {error.Excess:0.#####} beyond that); {error.Bound:0.#####} are allowed at a prevalence of {classes.Prevalence:0.####%}");
        var holds = error.Excess <= error.Bound;
        var passed = holds || IsNoFartherOff(evaluation, CalibrationError.Metric);
        return new(GateNames.Calibration, passed, error.Excess, error.Bound, holds
            ? $"Its probabilities are not surely off: {figures}."
            : passed ? $"Its probabilities are off, but no farther than those of the model in production: {figures}." : $"Its probabilities are off: {figures}. Train it on rows that are like these, or state the true prevalence.")
        {
            Inputs = new Dictionary<string, double> { ["rows"] = classes.Positives + classes.Negatives, ["positives"] = classes.Positives, ["prevalence"] = classes.Prevalence, ["error"] = error.Value, ["chance"] = error.Chance },
        };
    }
}
