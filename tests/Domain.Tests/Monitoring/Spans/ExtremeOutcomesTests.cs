using CsCheck;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Monitoring.Spans;

/// <summary>Whatever a caller tells, and however strange a model's answers are, the figures can be written as JSON, and taking all back leaves nothing.</summary>
public sealed class ExtremeOutcomesTests
{
    private static readonly Gen<double> Numbers = Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Double[-9, 9], Gen.Int[0, 3].Select(place => new[] { 0, double.Epsilon, double.MaxValue, double.MinValue }[place]));

    private static readonly Gen<double> Probabilities = Gen.OneOf(Gen.Double[0, 1], Gen.Int[0, 3].Select(place => new[] { 0, 1, double.Epsilon, double.BitDecrement(1) }[place]));

    private static readonly Gen<Told> Regressions = Gen.Select(Numbers, Numbers, Numbers, Numbers).Select((value, low, high, actual) =>
        new Told(TaskKind.Regression, (new EstimateAnswer(new Estimate(value, low, high)), Actual.Of(actual)), TimeSpan.FromSeconds(5)));

    private static readonly Gen<Told> Binaries = Gen.Select(Probabilities, Gen.Bool).Select((probability, positive) =>
        new Told(TaskKind.Binary, (new ProbabilityAnswer(probability), Actual.Of(positive ? 1 : 0)), TimeSpan.MaxValue));

    private static readonly Gen<Told> Rankings = Gen.Select(Numbers, Gen.Double[0, 31]).Array[1, 12].Select(products => new Told(
        TaskKind.Ranking,
        (new ScoresAnswer(products.Index().ToDictionary(one => $"p{one.Index}", one => one.Item.Item1)),
            new Actual(System.Text.Json.JsonSerializer.Serialize(products.Index().ToDictionary(one => $"p{one.Index + 2}", one => one.Item.Item2)))),
        TimeSpan.MinValue));

    [Fact]
    public void Of_a_regression() => Check(TestTasks.Delivery, Regressions);

    [Fact]
    public void Of_a_binary_task() => Check(Streams.Frauds, Binaries);

    [Fact]
    public void Of_a_binary_task_that_declares_its_prevalence() =>
        Check(Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.02, Prevalence: 0.001) }, Binaries);

    [Fact]
    public void Of_a_ranking() => Check(Streams.Searches, Rankings);

    private static void Check(TaskDefinition task, Gen<Told> one) => Gen.Select(one.Array[1, 12], one.Array[0, 3]).Sample((told, strangers) =>
    {
        var sums = Told.Fold(told);
        AreFinite(task, sums);
        // What is taken back before it is added, as by another instance whose sums come later.
        foreach (var stranger in strangers)
            stranger.AddTo(sums, -1);
        AreFinite(task, sums);
        foreach (var outcome in told)
            outcome.AddTo(sums, -1);
        var rest = Aggregate.Sum([sums, Told.Fold(strangers)]);
        Assert.All(rest.Histograms.Values, histogram => Assert.Empty(histogram.Bins));
        Assert.All(rest.Terms.Values, terms => Assert.Equal(new Moments(), terms));
    });

    private static void AreFinite(TaskDefinition task, Aggregate sums)
    {
        foreach (var metric in LiveMetrics.Of(task, sums))
            Assert.All(new[] { metric.Value, metric.StandardError, metric.Lower, metric.Upper, metric.Skewness }, figure => Assert.True(figure is null || double.IsFinite(figure.Value), metric.ToString()));
    }
}
