using MlFunctions.Learning.Resampling;
using MlFunctions.Learning.Trees;

namespace MlFunctions.Learning.Tests.Trees;

public sealed class BinaryTreesTests
{
    private static readonly BinaryTreesSettings Settings = new(new(20, 8, 20, 0.1, 0.7, 0.8, 0), new(5, 0.7, 1000));

    [Fact]
    public void Held_out_scores_are_those_of_trees_that_never_saw_the_row_and_new_rows_have_those_of_all_rows()
    {
        var (features, labels) = TwoClasses.Make(600, 4);
        var trees = new BinaryTrees(features, features, labels, Settings);
        var fit = BinaryCrossFit.Of(new Folds([.. Enumerable.Range(0, 600).Select(row => row % 3)], 3), trees.Grow, trees.Score, 1, (_, _) => { });

        TreeEnsemble[] each = [.. Enumerable.Range(0, 3).Select(fold => trees.Grow([.. Enumerable.Range(0, 600).Where(row => row % 3 != fold)], 1 + fold))];
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(each[row % 3].Score(features[row]), fit.HeldOut[row]));
        int[] all = [.. Enumerable.Range(0, 600)];
        TreeEnsemble[] ofAll = [.. new[] { 4, 5, 6 }.Select(seed => trees.Grow(all, seed))];
        Assert.All(all, row => Assert.Equal(ofAll.Average(one => one.Score(features[row])), fit.Trees.Score(features[row]), 9));
    }

    // A detector that knows the labels: the half of the boosted trees that sees it is sure, the others and the randomised ones are as without it.
    [Fact]
    public void Half_of_the_boosted_trees_see_detectors_and_randomised_trees_do_not()
    {
        var (plain, labels) = TwoClasses.Make(600, 5);
        var features = plain.With([[.. labels.Select(label => label ? 1.0 : 0)]]);
        int[] rows = [.. Enumerable.Range(0, 600)];
        var grown = new BinaryTrees(features, plain, labels, Settings).Grow(rows, 1);
        double[] boosted = [.. new[] { features, plain }.Select(view => LightGbmBinary.Grow(view, labels, rows, Settings.Boosting, 1).Ensemble.Score(features[0]))];
        var share = RandomisedTrees.Grow(plain, labels, rows, Settings.Randomised!, 1).Score(plain[0]);
        Assert.Equal(boosted.Average() + (8 * share), grown.Score(features[0]), 9);
        Assert.NotEqual(boosted[0], boosted[1], 0.1);
    }
}
