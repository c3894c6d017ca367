using MlFunctions.Learning.Networks.Losses;
using MlFunctions.Learning.Networks.Onnx;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Networks.Fitting;

/// <summary>One network for each fold, which learned from the other folds and stopped by this one.</summary>
/// <param name="Model">The mean of the networks as an ONNX model, for new rows.</param>
/// <param name="HeldOut">Of each training row, the outputs of the one network that did not learn from it; row after row.</param>
public sealed record NetworkCrossFit(byte[] Model, float[] HeldOut)
{
    /// <summary>Trains two folds at a time: the result is the same as one after the other.</summary>
    /// <param name="shape">Of each network.</param>
    /// <param name="input">All rows.</param>
    /// <param name="loss">Over all rows.</param>
    /// <param name="groups">Rows that belong together, all of one fold; or each alone.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Each fold has its own, drawn from it.</param>
    /// <param name="begin">Hears of each fold in its order, on this thread, and may cancel.</param>
    public static NetworkCrossFit Of(
        NetworkShape shape,
        NetworkInput input,
        Loss loss,
        IReadOnlyList<int[]> groups,
        Folds folds,
        NetworkSettings settings,
        int seed,
        Action<int> begin)
    {
        var heldOut = new float[input.Rows * shape.Outputs];
        var random = new Random(seed);
        int[] seeds = [.. Enumerable.Range(0, folds.Count).Select(_ => random.Next())];
        return new NetworkCrossFit(OnnxWriter.Write(FoldRuns.Of(folds.Count, Fit, begin)), heldOut);

        Network Fit(int fold)
        {
            var sides = groups.ToLookup(group => folds.Of[group[0]] == fold);
            var network = NetworkTraining.Run(shape, input, loss, [.. sides[false]], [.. sides[true]], settings, seeds[fold]).Network;
            int[] rows = [.. sides[true].SelectMany(group => group)];
            // As in serving, by ONNX Runtime.
            var scores = new OnnxScorer(OnnxWriter.Write([network])).Score(input.Only(rows));
            foreach (var (place, row) in rows.Index())
                scores.AsSpan(place * shape.Outputs, shape.Outputs).CopyTo(heldOut.AsSpan(row * shape.Outputs));
            return network;
        }
    }
}
