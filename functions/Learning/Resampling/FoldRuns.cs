namespace MlFunctions.Learning.Resampling;

/// <summary>Does the same for each fold, two folds at a time: the results are those of one after the other.</summary>
internal static class FoldRuns
{
    // A training takes two cores while the host answers on the others; each run is of one thread, so that its additions keep their order.
    private const int AtOnce = 2;

    /// <param name="count">How many folds.</param>
    /// <param name="run">From the fold to its result; called on other threads.</param>
    /// <param name="begin">Hears of each fold in its order, on this thread, and may cancel.</param>
    /// <returns>The result of each fold.</returns>
    public static T[] Of<T>(int count, Func<int, T> run, Action<int> begin)
    {
        var results = new T[count];
        var running = new List<Task>();
        try
        {
            for (var next = 0; next < count; next++)
            {
                if (running.Count == AtOnce)
                    Finish(Task.WaitAny([.. running]));
                var fold = next;
                begin(fold);
                running.Add(Task.Run(() => results[fold] = run(fold)));
            }

            while (running.Count > 0)
                Finish(0);
        }
        finally
        {
            Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }

        return results;

        void Finish(int place)
        {
            running[place].GetAwaiter().GetResult();
            running.RemoveAt(place);
        }
    }
}
