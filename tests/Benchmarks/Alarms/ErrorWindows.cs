using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Live;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>Absolute errors in windows of so many, held against a threshold; healthy is a mean exactly on its clear line.</summary>
internal sealed class ErrorWindows(AlarmRule rule, int labels)
    : WatchedStream(rule, $"windows of {labels} absolute errors, every {rule.Every.TotalMinutes:0} min", 0.05, 0.1, 0.2, 0.3, 0.5)
{
    private readonly ThresholdRule judge = new(MeanAbsoluteError.Metric, rule.Threshold!, Terms.Mean, rule.Significance);

    public override string Unit => "above validation";

    protected override IEnumerable<AlarmEvaluation> Quiet(int seed) => Of(Rule.Threshold!.Clear, seed);

    protected override IEnumerable<AlarmEvaluation> Worse(double shift, int seed) => Of(1 + shift, seed);

    private IEnumerable<AlarmEvaluation> Of(double scale, int seed)
    {
        var terms = new Terms(seed);
        for (var from = Start; ; from += Rule.Every)
            yield return judge.Evaluate(from, from + Rule.Every, Live(terms.Sums(labels), scale))!;
    }

    private LiveMetric Live((double Sum, double Squares, double Cubes) sums, double scale)
    {
        var mean = sums.Sum / labels;
        var variance = (sums.Squares - (sums.Sum * mean)) / (labels - 1);
        var skewness = (((sums.Cubes - (3 * mean * sums.Squares)) / labels) + (2 * mean * mean * mean)) / Math.Pow(variance, 1.5);
        return new("mae", scale * mean, labels, scale * Math.Sqrt(variance / labels), skewness);
    }
}
