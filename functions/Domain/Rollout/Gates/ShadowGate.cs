using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model, beside live traffic, neither fails nor answers what production would never, in time.</summary>
/// <remarks>
/// Two tests, each at 2.5 % (Bonferroni): more failures than the error budget explains (binomial), and, where outcomes are known, a paired loss that is surely beyond the margin (the 95 % interval's better end). So a model at
/// the budget and at the margin is stopped in at most 5 %. Disagreement and p99 are held against their bounds as they are: after so many rows their error is small beside them.
/// </remarks>
public static class ShadowGate
{
    private const double Level = 0.025;

    /// <summary>More answers may not differ from production's by more than its own error explains: half.</summary>
    private const double MostDisagreement = 0.5;

    /// <param name="shadow">What it did; null where it has scored nothing.</param>
    /// <param name="task">The policies: rows, budgets, margin.</param>
    /// <param name="loss">Of production the loss that the difference is of, on its validation rows; null where nobody knows.</param>
    public static GateVerdict Judge(ShadowEvidence? shadow, TaskDefinition task, double? loss)
    {
        var asked = task.Promotion.ShadowRows;
        if (shadow is null || shadow.Rows + shadow.Failures < asked)
        {
            var seen = (shadow?.Rows ?? 0) + (shadow?.Failures ?? 0);
            return new(GateNames.Shadow, false, seen, asked, $"It has scored {seen} of {asked} answers beside production; promote it to shadow and let it go on.") { Waiting = true, Inputs = new Dictionary<string, double> { ["rows"] = seen } };
        }

        string[] broken = [.. Broken(shadow, task, loss)];
        return new(GateNames.Shadow, broken.Length == 0, shadow.Disagreement, MostDisagreement, broken.Length == 0
            ? FormattableString.Invariant($"Beside {shadow.Rows} answers of model {shadow.Production} it failed {shadow.Failures} times, differed by more than production's own error in {shadow.Disagreement:0.#%}, and its p99 was {shadow.P99Milliseconds:0.###} ms.")
            : $"Beside {shadow.Rows} answers of model {shadow.Production}: {string.Join("; ", broken)}. Look at what it answered, and train it again.")
        {
            Inputs = Inputs(shadow),
        };
    }

    private static IEnumerable<string> Broken(ShadowEvidence shadow, TaskDefinition task, double? loss)
    {
        var budget = task.Alarms.ErrorBudget;
        if (shadow.Failures > 0 && 1 - Binomial.CDF(budget, (int)Math.Min(int.MaxValue, shadow.Rows + shadow.Failures), shadow.Failures - 1) < Level)
            yield return FormattableString.Invariant($"it failed {shadow.Failures} times, more than an error budget of {budget:0.###%} explains");
        if (shadow.Disagreement > MostDisagreement)
            yield return FormattableString.Invariant($"{shadow.Disagreement:0.#%} of its answers differ by more than production's own error explains; {MostDisagreement:0%} may");
        if (shadow.P99Milliseconds > task.Promotion.MaxP99Milliseconds)
            yield return FormattableString.Invariant($"its p99 was {shadow.P99Milliseconds:0.###} ms, and the budget is {task.Promotion.MaxP99Milliseconds:0.###} ms");
        if (shadow.Difference is { } difference && loss is { } reference && difference.Lower > task.Promotion.GuardrailMargin * reference)
            yield return FormattableString.Invariant($"its {difference.Name} is surely {difference.Lower:0.####} or more worse on the same rows, and {task.Promotion.GuardrailMargin:0.##%} of {reference:0.####} may be");
    }

    private static Dictionary<string, double> Inputs(ShadowEvidence shadow)
    {
        var inputs = new Dictionary<string, double>
        {
            ["production"] = shadow.Production, ["rows"] = shadow.Rows, ["failures"] = shadow.Failures, ["disagreement"] = shadow.Disagreement, ["meanShift"] = shadow.MeanShift, ["p99"] = shadow.P99Milliseconds,
        };
        if (shadow.Difference is { } difference)
            (inputs["difference"], inputs["lower"], inputs["upper"]) = (difference.Value, difference.Lower, difference.Upper);
        return inputs;
    }
}
