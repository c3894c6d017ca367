using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model is not worse than the one in production by the margin, on the same rows.</summary>
/// <remarks>
/// Non-inferiority: the upper 95 % bound of the share by which it is worse must lie below the margin, so a model that is worse by exactly the margin passes in at most 5 %. An equal one passes
/// with probability Φ(margin / error − 1.645), and where that is below 80 % the verdict says how many more rows would make it so (Julious, Sample Sizes for Clinical Trials, 2010, chapter 6).
/// </remarks>
public static class QualityGate
{
    private const double Level = 0.95;
    private const double Power = 0.8;

    /// <param name="evaluation">Of the model, beside the one in production.</param>
    /// <param name="margin">The share of the deciding metric by which it may be worse, at most.</param>
    public static GateVerdict Judge(Evaluation evaluation, double margin)
    {
        if (evaluation.Production is not { } production || Loss(evaluation.Better, production) is not { } loss)
            return new(GateNames.Quality, false, null, margin, $"It cannot be compared with production on these {evaluation.Rows} rows: production learned from them, takes other columns, or has no {evaluation.Difference.Name} on them. Upload validation rows that neither learned from.");
        var upper = OneSided.Upper(loss.Value, loss.Upper, evaluation.Blocks, Level);
        var error = OneSided.Error(loss.Upper - loss.Value, evaluation.Blocks);
        var passed = upper < margin;
        var figures = FormattableString.Invariant($"on the same {evaluation.Rows} rows its {loss.Name} is {Words(loss.Value)} than that of model {production.Model}, and with 95 % certainty at most {Words(upper)}; the margin is {margin:0.##%} worse.");
        return new(GateNames.Quality, passed, upper, margin, passed ? $"It is not worse by the margin: {figures}" : $"It is not shown to be within the margin: {figures}{More(evaluation, error, margin)}")
        {
            Inputs = new Dictionary<string, double>
            {
                ["production"] = production.Model, ["rows"] = evaluation.Rows, ["blocks"] = evaluation.Blocks, ["loss"] = loss.Value, ["lower"] = loss.Lower, ["upper"] = loss.Upper, ["error"] = error,
            },
        };
    }

    /// <summary>How probably an equal model would pass.</summary>
    /// <param name="error">The standard error of the share by which it is worse.</param>
    /// <param name="margin">As above.</param>
    public static double PowerOf(double error, double margin) => error == 0 ? (margin > 0 ? 1 : 0) : Normal.CDF(0, 1, (margin / error) - Normal.InvCDF(0, 1, Level));

    private static MetricEstimate? Loss(Better better, Comparison production)
    {
        if (production.Loss is { } kept)
            return kept;
        var (difference, value) = (production.Difference, production.Metrics.First(metric => metric.Name == production.Difference.Name).Value);
        if (value == 0)
            return null;
        return better == Better.Higher
            ? new(difference.Name, -difference.Value / value, -difference.Upper / value, -difference.Lower / value)
            : new(difference.Name, difference.Value / value, difference.Lower / value, difference.Upper / value);
    }

    private static string More(Evaluation evaluation, double error, double margin)
    {
        var power = PowerOf(error, margin);
        if (power >= Power)
            return string.Empty;
        if (margin == 0)
            return " With a margin of 0 an equal model passes in 5 % of cases, however many rows there are: allow some margin.";
        var times = Math.Pow(error * (Normal.InvCDF(0, 1, Level) + Normal.InvCDF(0, 1, Power)) / margin, 2);
        return double.IsFinite(times)
            ? FormattableString.Invariant($" An equal model would pass in {power:0%} of cases only: about {Math.Ceiling(evaluation.Rows * (times - 1)):0} more validation rows are needed for 80 %.")
            : " So few blocks of rows tell nothing: more validation rows are needed, of other days.";
    }

    private static string Words(double loss) => FormattableString.Invariant($"{Math.Abs(loss):0.##%} {(loss > 0 ? "worse" : "better")}");
}
