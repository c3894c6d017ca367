using MlFunctions.Learning.Networks.Losses;
using MlFunctions.Learning.Networks.Onnx;

namespace MlFunctions.Learning.Networks;

/// <summary>One network for each fold, which learned from the other folds and stopped by this one.</summary>
/// <param name="Model">The mean of the networks as an ONNX model, for new rows.</param>
/// <param name="HeldOut">Of each training row, the outputs of the one network that did not learn from it; row after row.</param>
public sealed record NetworkCrossFit(byte[] Model, float[] HeldOut)
{
    /// <summary>Trains them one after the other; <paramref name="begin"/> hears of each fold.</summary>
    /// <param name="shape">Of each network.</param>
    /// <param name="input">All rows.</param>
    /// <param name="loss">Over all rows.</param>
    /// <param name="groups">Rows that belong together, all of one fold; or each alone.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Each fold has its own, drawn from it.</param>
    /// <param name="begin">Hears of the fold that begins.</param>
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
        var networks = new List<Network>();
        var heldOut = new float[input.Rows * shape.Outputs];
        var seeds = new Random(seed);
        for (var fold = 0; fold < folds.Count; fold++)
        {
            begin(fold);
            var sides = groups.ToLookup(group => folds.Of[group[0]] == fold);
            networks.Add(NetworkTraining.Run(shape, input, loss, [.. sides[false]], [.. sides[true]], settings, seeds.Next()).Network);
            // As in serving, by ONNX Runtime.
            var scores = new OnnxScorer(OnnxWriter.Write([networks[^1]])).Score(input);
            foreach (var row in sides[true].SelectMany(group => group))
                scores.AsSpan(row * shape.Outputs, shape.Outputs).CopyTo(heldOut.AsSpan(row * shape.Outputs));
        }

        return new NetworkCrossFit(OnnxWriter.Write(networks), heldOut);
    }
}
