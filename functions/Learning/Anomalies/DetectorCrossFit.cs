using MlFunctions.Learning.Features;
using MlFunctions.Learning.Resampling;

namespace MlFunctions.Learning.Anomalies;

/// <summary>A detector of all usual rows, and what detectors of the other folds say of each row, which a detector that saw the row would find too usual.</summary>
/// <param name="Detector">For new rows.</param>
/// <param name="HeldOut">Of each training row, the score of the one detector that never saw its fold.</param>
public sealed record DetectorCrossFit(Detector Detector, double[] HeldOut)
{
    // More rows make the notion of the usual hardly finer, and only the training longer.
    private const int MostRows = 50_000;

    /// <summary>Fits one detector for each fold, and one of all; <paramref name="begin"/> hears of each step, from 0 to the number of folds.</summary>
    /// <param name="features">All rows.</param>
    /// <param name="usual">Which rows to learn from, some in each fold.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="fit">From features, rows and seed to a detector.</param>
    /// <param name="seed">Of samples and detectors.</param>
    /// <param name="begin">Hears of the steps.</param>
    public static DetectorCrossFit Of(
        FeatureMatrix features, IReadOnlyList<bool> usual, Folds folds, Func<FeatureMatrix, IReadOnlyList<int>, int, Detector> fit, int seed, Action<int> begin)
    {
        var heldOut = new double[features.Rows];
        // No row is of the fold after the last: the last detector learns from all.
        var detectors = FoldRuns.Of(folds.Count + 1, Fit, begin);
        return new DetectorCrossFit(detectors[^1], heldOut);

        Detector Fit(int fold)
        {
            var detector = fit(features, Sample(row => usual[row] && folds.Of[row] != fold, features.Rows, seed), seed);
            for (var row = 0; row < features.Rows; row++)
            {
                if (folds.Of[row] == fold)
                    heldOut[row] = detector.Score(features[row]);
            }

            return detector;
        }
    }

    private static int[] Sample(Func<int, bool> from, int rows, int seed)
    {
        int[] all = [.. Enumerable.Range(0, rows).Where(from)];
        if (all.Length <= MostRows)
            return all;
        new Random(seed).Shuffle(all);
        Array.Resize(ref all, MostRows);
        Array.Sort(all);
        return all;
    }
}
