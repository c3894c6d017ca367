using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Shadows;

/// <summary>From the rows of a shadow to what they say of it.</summary>
public static class ShadowComparison
{
    private const double Tail = 0.975;

    /// <summary>What one shadow did beside one production model; null of no rows.</summary>
    /// <param name="task">Says what outputs mean.</param>
    /// <param name="rows">Of that shadow and that production model.</param>
    /// <param name="actuals">The outcomes that are known.</param>
    public static ShadowEvidence? Of(TaskDefinition task, IReadOnlyList<ShadowRow> rows, IReadOnlyDictionary<PredictionId, Actual> actuals)
    {
        if (rows.Count == 0)
            return null;
        ShadowPair[] pairs = [.. rows.Select(row => ShadowPair.Of(task, row, row.Prediction is { } id ? actuals.GetValueOrDefault(id) : null)).OfType<ShadowPair>()];
        return new ShadowEvidence(
            rows[0].Model,
            rows[0].Production,
            rows.Min(row => row.At),
            rows.Max(row => row.At),
            pairs.Length,
            rows.Count(row => row.Output is null),
            pairs.Length == 0 ? 0 : pairs.Average(pair => pair.Differs ? 1.0 : 0),
            MeanShift(pairs),
            pairs.Length == 0 ? 0 : Quantile.Of(pairs.Select(pair => pair.Milliseconds), 0.99),
            Paired(LossOf(task.Kind), [.. pairs.Select(pair => pair.Difference).OfType<double>()]));
    }

    /// <summary>The name of the loss by which answers are compared where outcomes are known; lower is better.</summary>
    public static string LossOf(TaskKind kind) => kind switch
    {
        TaskKind.Regression => MeanAbsoluteError.Metric.Name,
        TaskKind.Binary => BrierScore.Metric.Name,
        _ => "1-ndcg@10",
    };

    /// <summary>The mean of paired differences, with its 95 % interval by Student's t; null of fewer than two.</summary>
    /// <remarks>Student, The Probable Error of a Mean, Biometrika 6 (1908): d̄ ± t s / √n. Rows are taken as independent.</remarks>
    public static MetricEstimate? Paired(string name, IReadOnlyList<double> differences)
    {
        if (differences.Count < 2)
            return null;
        var (mean, deviation) = differences.MeanStandardDeviation();
        var half = StudentT.InvCDF(0, 1, differences.Count - 1, Tail) * deviation / Math.Sqrt(differences.Count);
        return new(name, mean, mean - half, mean + half);
    }

    /// <summary>0 of rankings, and where production always answers the same number.</summary>
    private static double MeanShift(ShadowPair[] pairs)
    {
        double[] production = [.. pairs.Select(pair => ShadowPair.NumberOf(pair.Production)).OfType<double>()];
        var deviation = production.Length < 2 ? 0 : production.StandardDeviation();
        return deviation > 0 ? pairs.Average(pair => ShadowPair.NumberOf(pair.Shadow)!.Value - ShadowPair.NumberOf(pair.Production)!.Value) / deviation : 0;
    }
}
