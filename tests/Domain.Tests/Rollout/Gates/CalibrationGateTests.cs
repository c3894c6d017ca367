using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

public sealed class CalibrationGateTests
{
    private const int Simulations = 500;

    [Theory]
    [InlineData(1, 300)]
    [InlineData(10, 800)]
    public void Right_probabilities_leave_an_excess_in_at_most_5_percent(double weight, int rows)
    {
        var errors = Enumerable.Range(1, Simulations).Select(seed => Error(seed, rows, weight, times: 1)).ToArray();

        Assert.InRange(errors.Count(error => error.Excess > 0), 0, StatedRate.MaxCount(0.05, Simulations));
        Assert.InRange(errors.Average(error => error.Value) / errors.Average(error => error.Chance), 0.8, 1.1);
    }

    [Fact]
    public void Probabilities_that_are_half_as_large_again_are_found() =>
        Assert.All(Enumerable.Range(1, 20), seed => Assert.True(Error(seed, 20_000, 1, times: 1.5) is var error && error.Excess > error.Bound));

    [Theory]
    [InlineData(0.66, 0.69, false)]
    [InlineData(0.66, 0.71, true)]
    [InlineData(0.76, 0.83, true)]
    [InlineData(0.89, 0.95, true)]
    [InlineData(0.91, 0.95, false)]
    public void A_range_is_stopped_when_its_coverage_is_surely_ten_points_off(double lower, double upper, bool passes)
    {
        var coverage = new MetricEstimate("coverage", (lower + upper) / 2, lower, upper);
        var evaluation = new Evaluation(100, 100, "row", Better.Lower, [coverage], [], coverage, null, [], []);

        Assert.Equal(passes, CalibrationGate.Judge(TaskKind.Regression, evaluation).Passed);
    }

    [Theory]
    [InlineData(0.55, true)]
    [InlineData(0.61, false)]
    public void Where_production_is_as_far_off_on_the_same_rows_the_range_is_no_step_back(double production, bool passes)
    {
        var (coverage, live) = (new MetricEstimate("coverage", 0.6, 0.58, 0.62), new MetricEstimate("coverage", production, production, production));
        var evaluation = new Evaluation(100, 100, "row", Better.Lower, [coverage], [], coverage, new Comparison(1, [live], coverage), [], []);

        Assert.Equal(passes, CalibrationGate.Judge(TaskKind.Regression, evaluation).Passed);
    }

    [Fact]
    public void A_ranking_has_nothing_to_calibrate() =>
        Assert.True(CalibrationGate.Judge(TaskKind.Ranking, new Evaluation(1, 1, "", Better.Higher, [], [], new("ndcg@10", 0, 0, 0), null, [], [])).Passed);

    /// <summary>Rows whose true probability is known, of which negatives were kept one in <paramref name="weight"/>; the model says so many times as much.</summary>
    private static ReliabilityError Error(int seed, int rows, double weight, double times)
    {
        var random = new Random(seed);
        var (positive, probabilities) = (new List<bool>(), new List<double>());
        while (positive.Count < rows)
        {
            var truth = 0.3 * Math.Pow(random.NextDouble(), 2);
            var happened = random.NextDouble() < truth;
            if (!happened && random.NextDouble() >= 1 / weight)
                continue;
            positive.Add(happened);
            probabilities.Add(Math.Min(1, times * truth));
        }

        var positives = positive.Count(happened => happened);
        var total = positives + (weight * (rows - positives));
        var classes = new ClassCounts(positives, rows - positives, (double)positives / rows, positives / total, weight);
        return ReliabilityError.Of(classes, new BinaryAnswers(positive, probabilities, 0.5, weight).Reliability());
    }
}
