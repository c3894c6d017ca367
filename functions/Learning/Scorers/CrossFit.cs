using MlFunctions.Learning.Features;

namespace MlFunctions.Learning;

/// <summary>One scorer for each fold, fitted without the fold's rows.</summary>
/// <param name="Mean">The mean of the scorers, for new rows.</param>
/// <param name="HeldOut">Of each training row, the score of the one scorer that never saw it.</param>
internal sealed record CrossFit<TScorer>(TScorer Mean, double[] HeldOut)
    where TScorer : IScorer<TScorer>
{
    // A training takes two cores while the host answers on the others; each fit is of one thread, so that its additions keep their order.
    private const int AtOnce = 2;

    /// <summary>Fits two folds at a time: the result is the same as one after the other.</summary>
    /// <param name="features">Of all training rows.</param>
    /// <param name="folds">Of the rows.</param>
    /// <param name="fit">From the rows to learn from to a scorer; called on other threads.</param>
    /// <param name="begin">Hears of each fold in its order, on this thread, and may cancel.</param>
    public static CrossFit<TScorer> Of(FeatureMatrix features, Folds folds, Func<IReadOnlyList<int>, TScorer> fit, Action<int> begin)
    {
        var scorers = new TScorer[folds.Count];
        var heldOut = new double[features.Rows];
        var running = new List<Task>();
        try
        {
            for (var next = 0; next < folds.Count; next++)
            {
                if (running.Count == AtOnce)
                    Finish(Task.WaitAny([.. running]));
                var fold = next;
                begin(fold);
                running.Add(Task.Run(() => scorers[fold] = Fit(fold)));
            }

            while (running.Count > 0)
                Finish(0);
        }
        finally
        {
            Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }

        return new CrossFit<TScorer>(TScorer.Mean(scorers), heldOut);

        void Finish(int place)
        {
            running[place].GetAwaiter().GetResult();
            running.RemoveAt(place);
        }

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
