using System.Diagnostics;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>What some work costs, done again and again on one thread.</summary>
/// <param name="Microseconds">The median of the rounds, of one piece.</param>
/// <param name="Bytes">Allocated by one piece.</param>
internal sealed record Timed(double Microseconds, double Bytes)
{
    // The runtime compiles hot code anew in the background.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public double ASecond => 1e6 / Microseconds;

    /// <summary>Warms up, then measures.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="pieces">In a round.</param>
    /// <param name="round">The work of one.</param>
    public static Timed Of(int rounds, int pieces, Action round)
    {
        var started = Stopwatch.GetTimestamp();
        do
            round();
        while (Stopwatch.GetElapsedTime(started) < WarmUp);
        var times = new double[rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var place = 0; place < rounds; place++)
        {
            started = Stopwatch.GetTimestamp();
            round();
            times[place] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / pieces;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new Timed(times.Order().ElementAt(rounds / 2), (double)bytes / rounds / pieces);
    }
}
