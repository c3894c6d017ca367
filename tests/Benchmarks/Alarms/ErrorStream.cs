using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>So many absolute errors every second, whose mean is the worst that is usual; a month is 2.6 million seconds.</summary>
internal sealed class ErrorStream(AlarmRule rule, double shift, int labels)
    : WatchedStream(rule, $"{labels} absolute errors a second", 0.05, 0.1, 0.2)
{
    private static readonly Baseline Usual = new(Terms.Mean, Terms.Deviation, Terms.Skewness);

    private readonly PageHinkley judge = new(Better.Lower, shift, rule.FalseAlarmsPerMonth);

    public override string Unit => "above usual";

    /// <summary>By the sums alone, without the words of evaluations.</summary>
    public override int FalseAlarms(int seed)
    {
        var evident = ShiftEvidence.Of(Better.Lower, shift, labels, Usual);
        var (terms, limit, evidence, firings, fires) = (new Terms(seed), evident.Limit(AlarmRule.Month / Rule.Every / Rule.FalseAlarmsPerMonth), 0.0, 0, false);
        for (var second = (int)(AlarmRule.Month / Rule.Every); second > 0; second--)
        {
            evidence = Math.Min(limit, evident.Add(evidence, terms.Sum(labels) / labels));
            if (evidence >= limit && !fires)
                (fires, firings) = (true, firings + 1);
            else if (evidence == 0)
                fires = false;
        }

        return firings;
    }

    protected override IEnumerable<AlarmEvaluation> Quiet(int seed) => Worse(0, seed);

    protected override IEnumerable<AlarmEvaluation> Worse(double shift, int seed)
    {
        var (terms, state) = (new Terms(seed), new ShiftState());
        for (var from = Start; ; from += Rule.Every)
        {
            var told = new Moments { Count = labels };
            told.Sum.Add((1 + shift) * terms.Sum(labels));
            (state, var evaluation) = judge.Evaluate(state, from, from + Rule.Every, told, Usual);
            yield return evaluation!;
        }
    }
}
