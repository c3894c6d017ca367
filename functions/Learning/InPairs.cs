namespace MlFunctions.Learning;

/// <summary>Runs independent steps two at a time, each on one thread: what a step computes does not depend on how many cores there are.</summary>
internal static class InPairs
{
    private const int Width = 2;

    /// <summary>Runs the steps 0 to <paramref name="count"/> − 1; <paramref name="begin"/> hears, on this thread, of the first of each pair.</summary>
    public static void Run(int count, Action<int> begin, Action<int> step)
    {
        for (var first = 0; first < count; first += Width)
        {
            begin(first);
            Parallel.For(first, Math.Min(first + Width, count), new ParallelOptions { MaxDegreeOfParallelism = Width }, step);
        }
    }
}
