using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class DecisionThresholdTests
{
    // By hand: a false positive costs 1 and a false negative 9, so positive from 1/10 on. Of the four rows a budget of a half leaves two.
    [Theory]
    [InlineData(null, 0.1)]
    [InlineData(0.5, 0.3)]
    [InlineData(0.74, 0.3)]
    [InlineData(0.75, 0.2)]
    [InlineData(1.0, 0.1)]
    public void Costs_decide_within_the_budget(double? budget, double expected) =>
        Assert.Equal(expected, DecisionThreshold.Of(new DecisionPolicy(1, 9, budget), [0.3, 0.05, 0.2, 0.4], []), 12);

    [Fact]
    public void The_budget_is_a_share_of_the_weights() =>
        Assert.Equal(0.4, DecisionThreshold.Of(new DecisionPolicy(1, 9, 0.25), [0.3, 0.05, 0.2, 0.4], [9, 9, 9, 1]), 12);

    [Fact]
    public void Rows_that_cannot_be_told_apart_are_not_alerted_when_together_they_are_too_many()
    {
        Assert.Equal(0.8, DecisionThreshold.Of(new DecisionPolicy(1, 9, 0.5), [0.8, 0.7, 0.7, 0.1], []), 12);
        Assert.True(DecisionThreshold.Of(new DecisionPolicy(1, 9, 0.1), [1, 1, 1, 0], []) > 1);
    }

    // 20,000 cases whose probabilities are true: no other threshold of these costs less, and the budget holds on new cases
    // within 3.5 standard errors of two samples.
    [Fact]
    public void On_new_cases_it_costs_least_and_keeps_the_budget()
    {
        var random = new Random(11);
        var policy = new DecisionPolicy(1, 24);
        var (held, _) = Cases(random);
        var (probabilities, positive) = Cases(random);
        var threshold = DecisionThreshold.Of(policy, held, []);
        var cost = Cost(threshold);
        Assert.All(new[] { 0.005, 0.01, 0.1, 0.2, 0.5, 0.9 }, other => Assert.True(Cost(other) > cost));

        foreach (var budget in new[] { 0.01, 0.05 })
        {
            var within = DecisionThreshold.Of(policy with { AlertBudget = budget }, held, []);
            Assert.Equal(budget, probabilities.Count(probability => probability >= within) / (double)probabilities.Length, 3.5 * Math.Sqrt(2 * budget / probabilities.Length));
        }

        double Cost(double at) => probabilities.Zip(positive, (probability, real) => probability >= at ? (real ? 0 : policy.FalsePositiveCost) : real ? policy.FalseNegativeCost : 0).Sum();
    }

    // Frauds are one in 50 cases, and one in 6 of the sampled rows: weighted back, the budget holds among all cases.
    [Fact]
    public void Weighted_to_the_true_prevalence_the_budget_holds_among_all_cases()
    {
        var random = new Random(12);
        var (probabilities, positive) = Cases(random);
        var kept = Enumerable.Range(0, positive.Length).Where(row => positive[row] || random.NextDouble() < 0.1).ToArray();
        var threshold = DecisionThreshold.Of(
            new DecisionPolicy(1, 99, 0.03), [.. kept.Select(row => probabilities[row])], [.. kept.Select(row => positive[row] ? 1.0 : 10)]);
        Assert.Equal(0.03, probabilities.Count(probability => probability >= threshold) / (double)probabilities.Length, 0.003);
    }

    [Fact]
    public void What_gives_no_threshold_is_refused_in_words()
    {
        Assert.Contains("held out", Refused(new DecisionPolicy(), [], []), StringComparison.Ordinal);
        Assert.Contains("2 weights for 1 rows", Refused(new DecisionPolicy(), [0.5], [1, 1]), StringComparison.Ordinal);
        Assert.Contains("Costs", Refused(new DecisionPolicy(0, 0), [0.5], []), StringComparison.Ordinal);
        Assert.Contains("Costs", Refused(new DecisionPolicy(1, double.NaN), [0.5], []), StringComparison.Ordinal);
        Assert.Contains("budget", Refused(new DecisionPolicy(1, 1, 1.5), [0.5], []), StringComparison.Ordinal);

        static string Refused(DecisionPolicy policy, double[] probabilities, double[] weights) =>
            Assert.Throws<ArgumentException>(() => DecisionThreshold.Of(policy, probabilities, weights)).Message;
    }

    private static (double[] Probabilities, bool[] Positive) Cases(Random random)
    {
        double[] probabilities = [.. Enumerable.Range(0, 20_000).Select(_ => Math.Pow(random.NextDouble(), 20))];
        return (probabilities, [.. probabilities.Select(probability => random.NextDouble() < probability)]);
    }
}
