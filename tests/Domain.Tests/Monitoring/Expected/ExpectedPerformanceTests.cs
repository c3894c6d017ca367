using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Expected;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Expected;

public sealed class ExpectedPerformanceTests
{
    private const int Samples = 200;

    public static TheoryData<string> Names => [.. BinaryMetrics.All.Select(metric => metric.Name).Where(name => name != "calibrationError")];

    /// <summary>Of two hundred spans whose probabilities are right, about 95 % show within the interval what was expected: 180 at least, which chance alone undercuts once in 500.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.02)]
    public void Right_probabilities_foretell_the_metrics(double? prevalence)
    {
        var task = Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.02, Prevalence: prevalence) };
        var inside = Names.ToDictionary(name => name.Data, _ => 0);
        for (var seed = 0; seed < Samples; seed++)
        {
            var sums = Span(Streams.Of(TaskKind.Binary, 2000, seed));
            var shown = LiveMetrics.Of(task, sums).ToDictionary(metric => metric.Name);
            foreach (var expected in ExpectedPerformance.Of(task, sums))
            {
                Assert.True(expected.IsEstimated && expected.Count == 2000 && expected.StandardError > 0);
                inside[expected.Name] += expected.Lower <= shown[expected.Name].Value && shown[expected.Name].Value <= expected.Upper ? 1 : 0;
            }
        }

        Assert.All(inside, metric => Assert.True(metric.Value >= 180, $"{metric.Key}: {metric.Value} of {Samples}"));
    }

    [Fact]
    public void Harder_inputs_are_seen_without_a_label()
    {
        var sharp = Expected(Streams.Of(TaskKind.Binary, 5000, seed: 1), probability => probability);
        // The same log-odds, pulled together: a model that knows less and says so.
        var blunt = Expected(Streams.Of(TaskKind.Binary, 5000, seed: 1), probability => 1 / (1 + Math.Exp(4 - (0.4 * (4.5 + Math.Log(probability / (1 - probability)))))));
        Assert.All(["rocAuc", "averagePrecision"], name => Assert.True(blunt[name].Upper < sharp[name].Lower));
    }

    /// <summary>What it cannot know: probabilities that are twice too high, and outcomes that have changed, leave what is expected as it is.</summary>
    [Fact]
    public void Wrong_probabilities_and_changed_outcomes_are_not_seen()
    {
        var random = new Random(2);
        var told = Streams.Of(TaskKind.Binary, 20_000, seed: 2).Select(row => row with { Pair = (row.Pair.Answer, Actual.Of(random.NextDouble() < row.Probability / 2 ? 1 : 0)) }).ToList();
        var sums = Span(told);
        var (shown, expected) = (LiveMetrics.Of(Streams.Frauds, sums).ToDictionary(metric => metric.Name), ExpectedPerformance.Of(Streams.Frauds, sums).ToDictionary(metric => metric.Name));
        Assert.All(["averagePrecision", "brier", "logLoss", "precisionAtBudget"], name => Assert.False(expected[name].Lower <= shown[name].Value && shown[name].Value <= expected[name].Upper));
    }

    [Fact]
    public void Nothing_is_expected_of_nothing() => Assert.Empty(ExpectedPerformance.Of(Streams.Frauds, new Aggregate { Predictions = 3 }));

    private static Dictionary<string, LiveMetric> Expected(IEnumerable<Told> told, Func<double, double> probability)
    {
        var sums = new Aggregate();
        foreach (var row in told)
            sums.Output.Add(ScoreBins.Of(probability(row.Probability)));
        return ExpectedPerformance.Of(Streams.Frauds, sums).ToDictionary(metric => metric.Name);
    }

    private static Aggregate Span(IEnumerable<Told> told)
    {
        var sums = new Aggregate();
        foreach (var row in told)
        {
            sums.Output.Add(ScoreBins.Of(row.Probability));
            row.AddTo(sums);
        }

        return sums;
    }
}
