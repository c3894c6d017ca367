using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether no part of the rows is surely worse than with the model in production, beyond the margin of slices.</summary>
/// <remarks>
/// A part blocks when the lower bound of the share by which it is worse lies above the margin, at a level of 5 % divided by the number of parts (Bonferroni; Holm's first step is the same): a model that is worse by
/// the margin on every part is blocked in at most 5 %, and an equal one more rarely still. Parts with too few rows say nothing.
/// </remarks>
public static class SlicesGate
{
    private const double Level = 0.05;
    private const int MostNamed = 3;

    /// <param name="evaluation">Of the model, beside the one in production.</param>
    /// <param name="margin">The share of the deciding metric by which it may be worse on any part.</param>
    public static GateVerdict Judge(Evaluation evaluation, double margin)
    {
        if (evaluation.Production?.Slices is not { } slices)
            return new(GateNames.Slices, false, null, margin, "Its parts cannot be compared with production's: upload validation rows that neither model learned from.");
        if (slices.Count == 0)
            return Of(true, null, "No part of the rows has enough of them to be judged by itself.");
        var judged = slices.Select(slice => (Slice: slice, Bound: OneSided.Lower(slice.Loss.Value, slice.Loss.Lower, slice.Blocks, 1 - (Level / slices.Count)))).OrderByDescending(slice => slice.Bound).ToArray();
        var worse = judged.Where(slice => slice.Bound > margin).ToArray();
        return worse.Length == 0
            ? Of(true, judged[0].Bound, FormattableString.Invariant($"None of {slices.Count} parts of the rows is surely more than {margin:0.##%} worse than with model {evaluation.Production.Model}; the nearest is {Words(judged[0])}."))
            : Of(false, judged[0].Bound, FormattableString.Invariant($"{worse.Length} of {slices.Count} parts of the rows are surely more than {margin:0.##%} worse than with model {evaluation.Production.Model}: {string.Join("; ", worse.Take(MostNamed).Select(Words))}. Train on more rows of these parts, or widen sliceMargin if they do not matter."));

        GateVerdict Of(bool passed, double? statistic, string detail) => new(GateNames.Slices, passed, statistic, margin, detail)
        {
            Inputs = new Dictionary<string, double> { ["production"] = evaluation.Production.Model, ["rows"] = evaluation.Rows, ["slices"] = slices.Count },
        };
    }

    private static string Words((SliceLoss Slice, double Bound) part) => FormattableString.Invariant(
        $"{part.Slice.Column} = {part.Slice.Value} ({part.Slice.Rows} rows, {Math.Abs(part.Slice.Loss.Value):0.#%} {(part.Slice.Loss.Value > 0 ? "worse" : "better")}, surely above {part.Bound:0.#%})");
}
