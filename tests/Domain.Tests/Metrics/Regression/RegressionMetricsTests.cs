using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Regression;

namespace MlFunctions.Domain.Tests.Metrics.Regression;

public sealed class RegressionMetricsTests
{
    // Errors (actual − value): 2, −4, 0, 6. P10 pinball: 0.1 × 4, 0.9 × 2, 0.1 × 3, 0.1 × 9. P90 pinball: 0.1 × 1, 0.1 × 6, 0.1 × 2, 0.9 × 3.
    private static readonly (double Actual, Estimate Estimate)[] Rows =
    [
        (12, new Estimate(10, 8, 13)),
        (6, new Estimate(10, 8, 12)),
        (10, new Estimate(10, 7, 12)),
        (16, new Estimate(10, 7, 13)),
    ];

    [Theory]
    [InlineData("mae", 3)]
    [InlineData("rmse", 3.7416573867739413)]
    [InlineData("bias", -1)]
    [InlineData("pinballP10", 0.85)]
    [InlineData("pinballP90", 0.9)]
    [InlineData("coverage", 0.5)]
    [InlineData("rangeWidth", 5)]
    public void It_is_what_a_hand_works_out(string name, double expected) => Assert.Equal(expected, Find(name).Of(Rows), 12);

    public static TheoryData<string> Names => [.. RegressionMetrics.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rows_are_refused_in_words(string name) =>
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => Find(name).Of([])).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_described(string name)
    {
        Assert.EndsWith(".", Find(name).Description, StringComparison.Ordinal);
        Assert.Contains(Find(name).Unit, new[] { "label", "share" });
        Assert.Single(RegressionMetrics.All, metric => metric.Name == name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Knowing_the_truth_is_ideal(string name)
    {
        var known = Rows.Select(row => (row.Actual, new Estimate(row.Actual, row.Actual, row.Actual))).ToList();
        Assert.Equal(name == "coverage" ? 1 : Find(name).Ideal, Find(name).Of(known), 12);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void Pinball_loss_is_least_at_the_quantile(double level)
    {
        double[] actual = [.. Enumerable.Range(0, 101).Select(value => (double)value)];
        var best = actual.MinBy(quantile => actual.Sum(value => PinballLoss.Of(value, quantile, level)));
        Assert.Equal(level * 100, best, 0.5);
    }

    private static RegressionMetric Find(string name) => RegressionMetrics.All.Single(metric => metric.Name == name);
}
