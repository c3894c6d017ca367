using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>One two-class ensemble for each fold, grown without the fold's rows.</summary>
/// <param name="Mean">The mean of the ensembles, for new rows.</param>
/// <param name="HeldOut">Of each training row, the score of the one ensemble that never saw it.</param>
public sealed record BinaryCrossFit(TreeEnsemble Mean, double[] HeldOut)
{
    /// <summary>Grows them two at a time; <paramref name="begin"/> hears of each pair.</summary>
    public static BinaryCrossFit Of(
        FeatureMatrix features, IReadOnlyList<bool> labels, Folds folds, BoostingSettings settings, int seed, Action<int> begin)
    {
        var ensembles = new TreeEnsemble[folds.Count];
        var heldOut = new double[features.Rows];
        InPairs.Run(folds.Count, begin, fold =>
        {
            var sides = Enumerable.Range(0, features.Rows).ToLookup(row => folds.Of[row] == fold);
            ensembles[fold] = LightGbmBinary.Grow(features, labels, [.. sides[false]], settings, seed + fold).Ensemble;
            foreach (var row in sides[true])
                heldOut[row] = ensembles[fold].Score(features[row]);
        });
        return new BinaryCrossFit(TreeEnsemble.Mean(ensembles), heldOut);
    }
}
