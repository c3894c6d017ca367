namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>How long calls take when they arrive at their own times, from how long each is worked on: a call that comes while another is worked on waits.</summary>
/// <remarks>
/// Lindley, The theory of queues with a single server, Proc. Camb. Phil. Soc. 48 (1952): the next call waits max(0, W + S − A), W and S the wait and the work of the one before and A the time between the two.
/// Arrivals are a Poisson process. Nothing has to wait for real, so a load of a minute is worked out in the time of its work.
/// </remarks>
public static class OpenLoop
{
    /// <summary>From arrival to answer, in milliseconds.</summary>
    /// <param name="work">Milliseconds of each call, in order.</param>
    /// <param name="rate">Arrivals a second, more than 0.</param>
    /// <param name="random">Of the arrivals.</param>
    public static double[] Times(IReadOnlyList<double> work, double rate, Random random)
    {
        var times = new double[work.Count];
        var wait = 0.0;
        for (var call = 0; call < times.Length; call++)
        {
            times[call] = wait + work[call];
            var gap = -Math.Log(1 - random.NextDouble()) * 1000 / rate;
            wait = Math.Max(0, times[call] - gap);
        }

        return times;
    }
}
