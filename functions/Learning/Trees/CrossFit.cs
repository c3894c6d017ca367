using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>One ensemble for each fold, grown without the fold's rows.</summary>
/// <param name="Mean">The mean of the ensembles, for new rows.</param>
/// <param name="HeldOut">Of each training row, the score of the one ensemble that never saw it.</param>
public sealed record CrossFit(TreeEnsemble Mean, IReadOnlyList<double> HeldOut)
{
    /// <summary>Grows them one after the other; <paramref name="begin"/> hears of each fold.</summary>
    public static CrossFit Of(
        FeatureMatrix features, IReadOnlyList<double> labels, Folds folds, BoostingSettings settings, int seed, Action<int> begin)
    {
        var ensembles = new List<TreeEnsemble>();
        var heldOut = new double[features.Rows];
        for (var fold = 0; fold < folds.Count; fold++)
        {
            begin(fold);
            var sides = Enumerable.Range(0, features.Rows).ToLookup(row => folds.Of[row] == fold);
            var ensemble = LightGbm.Grow(features, labels, [.. sides[false]], settings, seed).Ensemble;
            foreach (var row in sides[true])
                heldOut[row] = ensemble.Score(features[row]);
            ensembles.Add(ensemble);
        }

        return new CrossFit(TreeEnsemble.Mean(ensembles), heldOut);
    }
}
