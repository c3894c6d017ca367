namespace MlFunctions.Benchmarks.Loads;

/// <summary>When callers come who know nothing of each other.</summary>
internal static class Arrivals
{
    /// <summary>A Poisson process: seconds from the start, in order, with exponential gaps of mean 1 / <paramref name="rate"/>.</summary>
    /// <param name="rate">Arrivals a second, on average.</param>
    /// <param name="seconds">How long they come.</param>
    /// <param name="seed">The same seed, the same arrivals.</param>
    public static double[] Poisson(double rate, double seconds, int seed)
    {
        var random = new Random(seed);
        var times = new List<double>((int)(rate * seconds * 1.1));
        for (var at = 0.0; (at -= Math.Log(1 - random.NextDouble()) / rate) < seconds;)
            times.Add(at);
        return [.. times];
    }
}
