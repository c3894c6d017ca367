using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Scorers;

/// <summary>One scorer for each fold, fitted without the fold's rows.</summary>
/// <param name="Mean">The mean of the scorers, for new rows.</param>
/// <param name="HeldOut">Of each training row, the score of the one scorer that never saw it.</param>
internal sealed record CrossFit<TScorer>(TScorer Mean, double[] HeldOut)
    where TScorer : IScorer<TScorer>
{
    /// <summary>Fits two folds at a time: the result is the same as one after the other.</summary>
    /// <param name="features">Of all training rows.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="fit">From the rows to learn from to a scorer; called on other threads.</param>
    /// <param name="begin">Hears of each fold in its order, on this thread, and may cancel.</param>
    public static CrossFit<TScorer> Of(FeatureMatrix features, Folds folds, Func<IReadOnlyList<int>, TScorer> fit, Action<int> begin)
    {
        var heldOut = new double[features.Rows];
        return new CrossFit<TScorer>(TScorer.Mean(FoldRuns.Of(folds.Count, Fit, begin)), heldOut);

        TScorer Fit(int fold)
        {
            var sides = Enumerable.Range(0, features.Rows).ToLookup(row => folds.Of[row] == fold);
            var scorer = fit([.. sides[false]]);
            foreach (var row in sides[true])
                heldOut[row] = scorer.Score(features[row]);
            return scorer;
        }
    }
}
