using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Pilots;

/// <summary>
/// Compares a pilot with production on other units at the same time. A pilot that is as good as production is stopped in at most 5 % of pilots, whatever its shares and however often one looks:
/// each step is judged by itself, because shares and hours differ, and the error is split over steps and guardrails (Bonferroni).
/// </summary>
public static class Guardrails
{
    /// <summary>How often a pilot that is as good as production is stopped, at most.</summary>
    public const double Error = 0.05;

    private const int Count = 3;

    /// <summary>Below so many known of either side, a standard error is no basis.</summary>
    private const int Fewest = 30;

    /// <summary>Every guardrail.</summary>
    /// <param name="task">Its deciding metric, its budget of slow answers, and the margin.</param>
    /// <param name="pilot">What the pilot's model did since it got its share.</param>
    /// <param name="production">What production's did in the same time.</param>
    public static IReadOnlyList<Guardrail> Judge(TaskDefinition task, Aggregate pilot, Aggregate production)
    {
        var error = Error / Count / task.Promotion.PilotShares.Count;
        return [Deciding(task, pilot, production, error), Latency(task, pilot, production, error), Failures(task, pilot, error)];
    }

    private static Guardrail Deciding(TaskDefinition task, Aggregate pilot, Aggregate production, double error)
    {
        var metric = TaskMetrics.Find(task.Kind, task.Metric)!;
        var (own, other) = (Figure(task, pilot), Figure(task, production));
        if (own is not { Value: { } tried, StandardError: { } tryError } || other is not { Value: { } present, StandardError: { } presentError } || own.Count < Fewest || other.Count < Fewest || present == 0)
            return new Guardrail(metric.Name, own.Value, other.Value, null, null, null, task.Promotion.GuardrailMargin, own.Count, GuardrailState.Unknown);
        var size = Math.Abs(present);
        return Of(metric.Name, tried, present, (metric.Rank(tried) - metric.Rank(present)) / size, Math.Sqrt((tryError * tryError) + (presentError * presentError)) / size, task.Promotion.GuardrailMargin, own.Count, error, task.Promotion.PilotOutcomes);
    }

    /// <summary>The share of answers that take longer than the promotion policy takes: of those it may add what the budget of slow answers is.</summary>
    private static Guardrail Latency(TaskDefinition task, Aggregate pilot, Aggregate production, double error)
    {
        var ((slow, all), (slowBeside, allBeside)) = (Slow(task, pilot), Slow(task, production));
        if (all < Fewest || allBeside < Fewest)
            return new Guardrail("slow answers", null, null, null, null, null, task.Alarms.LatencyBudget, all, GuardrailState.Unknown);
        var (own, other) = ((double)slow / all, (double)slowBeside / allBeside);
        // Agresti and Caffo (2000): a success and a failure more on each side keep the error of a rare share from being zero.
        var (p, q) = ((slow + 1.0) / (all + 2), (slowBeside + 1.0) / (allBeside + 2));
        var spread = Math.Sqrt((p * (1 - p) / (all + 2)) + (q * (1 - q) / (allBeside + 2)));
        return Of("slow answers", own, other, own - other, spread, task.Alarms.LatencyBudget, all, error, task.Promotion.PilotOutcomes);
    }

    /// <summary>The share of its units' inputs that the pilot's model fails to answer: at most the budget of errors. Production, which then answers, has failed none of them.</summary>
    private static Guardrail Failures(TaskDefinition task, Aggregate pilot, double error)
    {
        var failed = pilot.Find(HistogramNames.PilotFailures)?.Total ?? 0;
        var all = pilot.Predictions + failed;
        if (all < Fewest)
            return new Guardrail("failures", null, null, null, null, null, task.Alarms.ErrorBudget, all, GuardrailState.Unknown);
        var (share, p) = ((double)failed / all, (failed + 1.0) / (all + 2));
        var judged = Of("failures", share, 0, share, Math.Sqrt(p * (1 - p) / (all + 2)), task.Alarms.ErrorBudget, all, error, task.Promotion.PilotOutcomes);
        // Beside a production that fails none of them, any failure is surely worse: it must be surely beyond the budget.
        return judged.State == GuardrailState.Broken && judged.Lower <= judged.Margin ? judged with { State = GuardrailState.Open } : judged;
    }

    private static Guardrail Of(string name, double pilot, double production, double worse, double standardError, double margin, long count, double error, double tightest)
    {
        var half = ConfidenceSequence.HalfWidth(standardError, count, 2 * error, tightest);
        var (lower, upper) = (worse - half, worse + half);
        var state = lower > 0 && worse > margin ? GuardrailState.Broken : upper <= margin ? GuardrailState.Holds : GuardrailState.Open;
        return new Guardrail(name, pilot, production, worse, lower, upper, margin, count, state);
    }

    private static LiveMetric Figure(TaskDefinition task, Aggregate sums) => LiveMetrics.Of(task, sums).First(live => live.Name == task.Metric);

    private static (long Slow, long All) Slow(TaskDefinition task, Aggregate sums)
    {
        var bound = LogBins.Of(task.Promotion.MaxP99Milliseconds);
        return sums.Find(HistogramNames.Latency) is { } latency ? (latency.Bins.Where(bin => bin.Bin > bound).Sum(bin => bin.Count), latency.Total) : (0, 0);
    }
}
