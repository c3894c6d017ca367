using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Support.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

public sealed class QualityGateTests
{
    private const double Margin = 0.05;

    /// <summary>Of a block of rows; with it an equal model passes 300 blocks in 82 %.</summary>
    private const double Deviation = 0.34;

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public void A_model_that_is_worse_by_the_margin_passes_in_at_most_5_percent(int blocks)
    {
        const int Simulations = 5000;
        var random = new Random(1);

        var passed = Enumerable.Range(0, Simulations).Count(_ => QualityGate.Judge(JudgedModels.Compared(JudgedModels.Loss(random, Margin, Deviation, blocks), blocks), Margin).Passed);

        Assert.InRange(passed, 0, StatedRate.MaxCount(0.05, Simulations));
    }

    [Fact]
    public void An_equal_model_passes_in_at_least_80_percent_of_so_many_rows()
    {
        const int Simulations = 5000;
        const int Blocks = 300;
        var random = new Random(2);
        MetricEstimate[] losses = [.. Enumerable.Range(0, Simulations).Select(_ => JudgedModels.Loss(random, 0, Deviation, Blocks))];
        var verdicts = losses.Select(loss => QualityGate.Judge(JudgedModels.Compared(loss, Blocks), Margin)).ToArray();

        Assert.InRange(verdicts.Count(verdict => verdict.Passed) / (double)Simulations, 0.8, 0.85);
        Assert.InRange(verdicts.Average(verdict => QualityGate.PowerOf(verdict.Inputs["error"], Margin)), 0.8, 0.85);
    }

    [Fact]
    public void So_it_is_by_the_bootstrap_of_real_rows()
    {
        const int Simulations = 150;

        var passed = Enumerable.Range(1, Simulations).AsParallel().Count(seed => QualityGate.Judge(JudgedModels.Regression(seed, 1 + Margin, blocks: 60, resamples: 400), Margin).Passed);

        Assert.InRange(passed, 0, StatedRate.MaxCount(0.05, Simulations));
    }

    [Fact]
    public void The_sentence_says_how_many_more_rows_would_let_an_equal_model_pass()
    {
        var gate = QualityGate.Judge(Made(loss: 0.01, half: 0.04, blocks: 100), 0.02);

        Assert.False(gate.Passed);
        var times = Math.Pow(OneSidedError(0.04, 100) * (1.6449 + 0.8416) / 0.02, 2);
        Assert.Contains($"about {Math.Ceiling(1000 * (times - 1)):0} more validation rows", gate.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("more validation rows", QualityGate.Judge(Made(loss: 0.05, half: 0.002, blocks: 100), 0.02).Detail, StringComparison.Ordinal);
        Assert.Contains("allow some margin", QualityGate.Judge(Made(loss: 0, half: 0.01, blocks: 100), 0).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void So_many_rows_are_enough_indeed()
    {
        const double LessMargin = 0.02;
        var few = JudgedModels.Regression(seed: 1, times: 1, blocks: 100);
        var error = QualityGate.Judge(few, LessMargin).Inputs["error"];
        var times = Math.Pow(error * (1.6449 + 0.8416) / LessMargin, 2);

        var enough = QualityGate.Judge(JudgedModels.Regression(seed: 2, times: 1, blocks: (int)(100 * times)), LessMargin).Inputs["error"];

        Assert.InRange(QualityGate.PowerOf(error, LessMargin), 0, 0.6);
        Assert.InRange(QualityGate.PowerOf(enough, LessMargin), 0.7, 0.9);
    }

    [Fact]
    public void Of_a_metric_that_is_better_when_higher_less_is_worse()
    {
        var (better, worse) = (JudgedModels.Binary(seed: 1, noise: 0.8, rows: 400, resamples: 200), JudgedModels.Binary(seed: 1, noise: 1.5, rows: 400, resamples: 200));

        Assert.True(QualityGate.Judge(better, 0.02).Passed);
        Assert.InRange(QualityGate.Judge(worse, 0.02).Statistic!.Value, 0.1, 2);
    }

    [Fact]
    public void A_card_from_before_shares_were_kept_is_judged_by_the_difference()
    {
        var kept = JudgedModels.Binary(seed: 3, noise: 1.1, rows: 400, resamples: 200);
        var older = kept with { Production = kept.Production! with { Loss = null, Slices = null } };

        Assert.InRange(QualityGate.Judge(older, 0.02).Statistic!.Value / QualityGate.Judge(kept, 0.02).Statistic!.Value, 0.8, 1.2);
        Assert.False(SlicesGate.Judge(older, 0.1).Passed);
    }

    [Fact]
    public void Without_a_comparison_it_is_closed_and_says_what_to_upload()
    {
        var gate = QualityGate.Judge(JudgedModels.Regression(1, 1, 50) with { Production = null }, Margin);

        Assert.False(gate.Passed);
        Assert.Contains("Upload validation rows", gate.Detail, StringComparison.Ordinal);
    }

    private static double OneSidedError(double half, int blocks) => half * Math.Sqrt(blocks / (blocks - 1.0)) / 1.959964;

    private static Evaluation Made(double loss, double half, int blocks) => JudgedModels.Compared(new MetricEstimate("mae", loss, loss - half, loss + half), blocks);
}
