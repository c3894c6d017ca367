using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Support.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Benchmarks.Gates;

/// <summary>How often the gates of quality and slices let pass what they should stop, and stop what they should let pass, by the bootstrap of simulated rows whose truth is known.</summary>
internal static class GatesCommand
{
    private const double Stated = 0.05;
    private const double Power = 0.8;
    private const double RegressionMargin = 0.05;
    private const double BinaryMargin = 0.1;
    private const double SliceMargin = 0.1;

    public static Command Command { get; } = new(
        "gates [--runs 1000] [--resamples 400]",
        "Error rates of the quality and slices gates by simulation: a model that is worse by its margin, and an equal one; exit code 1 when one is above what is stated.",
        (arguments, cancel) => Task.FromResult(Measure(arguments.Count("runs", 1000), arguments.Count("resamples", 400), cancel)));

    private static Report Measure(int runs, int resamples, CancellationToken cancel)
    {
        var noise = JudgedModels.NoiseOf(BinaryMargin);
        var (blocks, rows) = (1000, 3000);
        Case[] cases =
        [
            new("quality", $"MAE, {blocks} blocks of 2 rows, margin {RegressionMargin:0 %}", "worse by the margin", "passes", false, seed => QualityGate.Judge(JudgedModels.Regression(seed, 1 + RegressionMargin, blocks, resamples: resamples), RegressionMargin).Passed),
            new("quality", $"MAE, {blocks} blocks of 2 rows, margin {RegressionMargin:0 %}", "equal", "passes", true, seed => QualityGate.Judge(JudgedModels.Regression(seed, 1, blocks, resamples: resamples), RegressionMargin).Passed),
            new("quality", $"average precision, {rows} rows, a tenth positive, margin {BinaryMargin:0 %}", "worse by the margin", "passes", false, seed => QualityGate.Judge(JudgedModels.Binary(seed, noise, rows, resamples), BinaryMargin).Passed),
            new("quality", $"average precision, {rows} rows, a tenth positive, margin {BinaryMargin:0 %}", "equal", "passes", true, seed => QualityGate.Judge(JudgedModels.Binary(seed, 1, rows, resamples), BinaryMargin).Passed),
            new("slices", $"MAE, 300 blocks of 2 rows, 12 parts, margin {SliceMargin:0 %}", "equal", "is blocked", false, seed => !SlicesGate.Judge(JudgedModels.Regression(seed, 1, 300, 3, resamples: resamples), SliceMargin).Passed),
            new("slices", "MAE, 300 blocks of 2 rows, 12 parts, no margin", "equal", "is blocked", false, seed => !SlicesGate.Judge(JudgedModels.Regression(seed, 1, 300, 3, resamples: resamples), margin: 0).Passed),
            new("slices", $"MAE, 300 blocks of 2 rows, 12 parts, margin {SliceMargin:0 %}", "worse by the margin everywhere", "is blocked", false, seed => !SlicesGate.Judge(JudgedModels.Regression(seed, 1 + SliceMargin, 300, 3, resamples: resamples), SliceMargin).Passed),
        ];
        var (table, holds) = (new MarkdownTable("gate", "rows", "the model is", "it", $"of {runs} runs", "stated"), true);
        foreach (var one in cases)
        {
            var count = Enumerable.Range(1, runs).AsParallel().WithCancellation(cancel).Count(seed => one.Happens(seed));
            Console.WriteLine($"{one.Gate}, {one.Rows}, {one.Model}: {one.What} {count} times");
            table.Add(one.Gate, one.Rows, one.Model, one.What, Report.Text(100.0 * count / runs, "0.0") + " %", one.IsPower ? "≥ 80 %" : "≤ 5 %");
            holds &= one.IsPower ? count >= StatedRate.MinCount(Power, runs) : count <= StatedRate.MaxCount(Stated, runs);
        }

        return new Report(table, [], holds) { Notes = [$"Seeds 1 to {runs}; {resamples} resamples of the block bootstrap. The errors of both models are correlated by 0.81; the binary model's noise is {Report.Text(noise, "0.###")} times production's."] };
    }

    private sealed record Case(string Gate, string Rows, string Model, string What, bool IsPower, Func<int, bool> Happens);
}
