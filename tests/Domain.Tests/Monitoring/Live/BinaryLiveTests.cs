using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tests.Monitoring.Spans;

namespace MlFunctions.Domain.Tests.Monitoring.Live;

public sealed class BinaryLiveTests
{
    private static readonly string[] Ordered = ["averagePrecision", "rocAuc", "recallAtBudget", "precisionAtBudget"];

    public static TheoryData<string> Binned => [.. Ordered, "calibrationError"];

    /// <summary>Three bins of 3, 4 and 2 rows: every order of every bin is tried.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3.5)]
    public void Bounds_are_those_of_the_best_and_the_worst_order_inside_the_bins(double weight)
    {
        (int Bin, bool[] Rows)[] bins = [(60, [true, true, false]), (20, [true, false, true, false]), (-30, [true, false])];
        var sums = new Aggregate();
        foreach (var (bin, rows) in bins)
        {
            foreach (var positive in rows)
                OutcomeFold.Add(sums, TaskKind.Binary, new ProbabilityAnswer(ScoreBins.Value(bin)), Actual.Of(positive ? 1 : 0), TimeSpan.Zero, 1);
        }

        var task = Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.45) };
        var live = LiveMetrics.Of(task, sums, weight).ToDictionary(metric => metric.Name);
        var orders = (from first in Orders(bins[0].Rows) from second in Orders(bins[1].Rows) from third in Orders(bins[2].Rows) select (bool[])[.. first, .. second, .. third]).ToList();
        foreach (var metric in BinaryMetrics.At(0.45).Where(metric => Ordered.Contains(metric.Name)))
        {
            var values = orders.Select(rows => metric.Of(ScoredRows.Sort([.. rows.Select((_, place) => -(double)place)], rows), [.. rows.Select(positive => positive ? 1 : weight)])).ToList();
            Assert.Equal(values.Min(), live[metric.Name].Lower!.Value, 1e-10);
            // Positives that tie above the negatives have a higher average precision than the same in any order.
            if (metric.Name == "averagePrecision")
                Assert.InRange(live[metric.Name].Upper!.Value, values.Max(), 1);
            else
                Assert.Equal(values.Max(), live[metric.Name].Upper!.Value, 1e-10);
        }
    }

    [Fact]
    public void Bounds_hold_for_scores_that_crowd_into_a_few_bins()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var told = Enumerable.Range(0, 400).Select(_ => Math.Round(0.3 + (0.02 * random.NextDouble()), random.Next(3, 6)))
                .Select(probability => new Told(TaskKind.Binary, (new ProbabilityAnswer(probability), Actual.Of(random.NextDouble() < 0.3 ? 1 : 0)), TimeSpan.Zero)).ToList();
            var rows = ScoredRows.Sort([.. told.Select(row => row.Probability)], [.. told.Select(row => row.Actual == 1)]);
            var live = LiveMetrics.Of(Streams.Frauds, Told.Fold(told)).ToDictionary(metric => metric.Name);
            Assert.All(BinaryMetrics.At(0.02).Where(metric => live[metric.Name].Lower is not null), metric =>
                Assert.InRange(metric.Of(rows, []), live[metric.Name].Lower!.Value - 1e-12, live[metric.Name].Upper!.Value + 1e-12));
        }
    }

    /// <summary>2,000 rows again and again: the errors that are stated beside those that are seen.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.004)]
    public void Standard_errors_are_those_of_repeated_samples(double? prevalence)
    {
        const int Samples = 200;
        var task = Streams.Frauds with { Decision = new DecisionPolicy(AlertBudget: 0.02, Prevalence: prevalence) };
        var live = Enumerable.Range(0, Samples).Select(seed => LiveMetrics.Of(task, Told.Fold(Streams.Of(TaskKind.Binary, 2000, seed))).ToDictionary(metric => metric.Name)).ToList();
        Assert.All(BinaryMetrics.All.Where(metric => metric.Name != "calibrationError"), metric =>
        {
            double[] values = [.. live.Select(sample => sample[metric.Name].Value!.Value)];
            var deviation = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (Samples - 1));
            var stated = live.Average(sample => sample[metric.Name].StandardError!.Value);
            Assert.True(stated / deviation is > 0.82 and < 1.2, $"{metric.Name}: {stated} stated, {deviation} seen");
        });
    }

    [Fact]
    public void One_positive_alone_has_no_standard_error()
    {
        var told = Streams.Of(TaskKind.Binary, 500, seed: 9);
        var sums = Told.Fold([.. told.Where(row => row.Actual == 0), told.First(row => row.Actual == 1)]);
        var live = LiveMetrics.Of(Streams.Frauds, sums).ToDictionary(metric => metric.Name);
        Assert.All(Binned, name => Assert.Null(live[name].StandardError));
        Assert.NotNull(live["averagePrecision"].Value);
    }

    [Fact]
    public void Without_a_positive_there_are_losses_and_no_order()
    {
        var live = LiveMetrics.Of(Streams.Frauds, Told.Fold(Streams.Of(TaskKind.Binary, 500, seed: 9).Where(row => row.Actual == 0))).ToDictionary(metric => metric.Name);
        Assert.All(["averagePrecision", "rocAuc", "recallAtBudget"], name => Assert.Null(live[name].Value));
        Assert.All(["brier", "logLoss", "calibrationError"], name => Assert.True(live[name].Value > 0));
    }

    private static IEnumerable<bool[]> Orders(bool[] rows)
    {
        if (rows.Length <= 1)
            return [rows];
        return from place in Enumerable.Range(0, rows.Length) from rest in Orders([.. rows[..place], .. rows[(place + 1)..]]) select (bool[])[rows[place], .. rest];
    }
}
