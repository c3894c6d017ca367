using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Serving;

/// <summary>From which probability on a case is decided positive: least expected cost, within the investigators' budget.</summary>
/// <remarks>
/// Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001, equation 2: with a calibrated probability, deciding positive costs less from
/// c₊ / (c₊ + c₋) on, c₊ the cost of a false positive and c₋ of a false negative. Where that would alert more than the budget, the budget decides.
/// </remarks>
public static class DecisionThreshold
{
    /// <summary>The threshold; cases of this probability or more are positive. Just above all of them where even the most probable cases are more than the budget.</summary>
    /// <param name="policy">Costs ≥ 0, not both 0, and the budget in [0, 1].</param>
    /// <param name="probabilities">n ≥ 1 calibrated probabilities of rows that the model never saw.</param>
    /// <param name="weights">n weights ≥ 0, by which the rows have the true prevalence; empty: each row weighs 1.</param>
    /// <exception cref="ArgumentException">There are no rows, not as many weights as rows, or the policy's numbers are no costs or share.</exception>
    public static double Of(DecisionPolicy policy, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        if (probabilities.IsEmpty)
            throw new ArgumentException("A threshold needs rows that were held out, and there are none.", nameof(probabilities));
        if (!weights.IsEmpty && weights.Length != probabilities.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {probabilities.Length} rows.", nameof(weights));
        var (falsePositive, falseNegative) = (policy.FalsePositiveCost, policy.FalseNegativeCost);
        if (!(falsePositive >= 0 && falseNegative >= 0 && falsePositive + falseNegative > 0 && double.IsFinite(falsePositive + falseNegative)))
            throw new ArgumentException("Costs must be at least 0, and not both 0.", nameof(policy));
        var cheapest = falsePositive / (falsePositive + falseNegative);
        return policy.AlertBudget is { } budget ? Math.Max(cheapest, Within(budget, probabilities, weights)) : cheapest;
    }

    // The least probability such that the rows of it and above weigh no more than the budget.
    private static double Within(double budget, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        if (!(budget is >= 0 and <= 1))
            throw new ArgumentException("An alert budget must be a share from 0 to 1.", nameof(budget));
        double[] sorted = [.. probabilities];
        double[] weight = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, sorted.Length)] : [.. weights];
        Array.Sort(sorted, weight);
        var allowed = budget * weight.Sum();
        var (least, alerted) = (double.BitIncrement(sorted[^1]), 0.0);
        for (var place = sorted.Length - 1; place >= 0; place--)
        {
            alerted += weight[place];
            if (alerted > allowed * (1 + 1e-12))
                return least;
            if (place == 0 || sorted[place - 1] < sorted[place])
                least = sorted[place];
        }

        return 0;
    }
}
