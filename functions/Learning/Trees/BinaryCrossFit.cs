using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Trees;

/// <summary>Two-class trees of all rows, and what trees that were grown without its fold say of each row.</summary>
/// <param name="Trees">For new rows: the mean of some ensembles that differ in their draws.</param>
/// <param name="HeldOut">Of each training row, the score of the one ensemble that never saw its fold.</param>
public sealed record BinaryCrossFit(TreeEnsemble Trees, double[] HeldOut)
{
    // On real card payments as good as five, and better by 0.003 of average precision than the mean of the folds' ensembles, which see fewer frauds.
    private const int Members = 3;

    /// <summary>Grows an ensemble for each fold, and those of all rows; <paramref name="begin"/> hears of each, with the share that is done before it.</summary>
    /// <param name="folds">Of the rows.</param>
    /// <param name="grow">From rows and a seed to an ensemble; called on other threads.</param>
    /// <param name="score">Of a row.</param>
    /// <param name="seed">Of the ensembles.</param>
    /// <param name="begin">Hears of the steps.</param>
    public static BinaryCrossFit Of(
        Folds folds, Func<IReadOnlyList<int>, int, TreeEnsemble> grow, Func<TreeEnsemble, int, double> score, int seed, Action<double, string> begin)
    {
        var heldOut = new double[folds.Of.Count];
        var runs = folds.Count + Members;
        var ensembles = FoldRuns.Of(runs, Grow, run => begin((double)run / runs, run < folds.Count ? $"fold {run + 1} of {folds.Count}" : $"all folds, {run - folds.Count + 1} of {Members}"));
        return new BinaryCrossFit(TreeEnsemble.Mean(ensembles[folds.Count..]), heldOut);

        // No row is of a fold after the last: the last ensembles are grown from all rows.
        TreeEnsemble Grow(int run)
        {
            var sides = Enumerable.Range(0, heldOut.Length).ToLookup(row => folds.Of[row] == run);
            var ensemble = grow([.. sides[false]], seed + run);
            foreach (var row in sides[true])
                heldOut[row] = score(ensemble, row);
            return ensemble;
        }
    }
}
