using MathNet.Numerics.RootFinding;

namespace MlFunctions.Domain.Statistics;

/// <summary>How far a cumulative sum must come so that it gets there by chance as rarely as was promised.</summary>
/// <remarks>
/// Siegmund, Sequential Analysis (1985), equation 2.57: a sum of z − k, z standard normal, back to 0 whenever it is negative, first reaches h after (e^b − b − 1) / (2k²) steps on average, where
/// b = 2k (h + 1.166). In units of evidence the limit is 2kh.
/// </remarks>
public static class CusumLimit
{
    private const double Overshoot = 1.166;

    // Above it the approximation tells a longer run than there is; at it, it is shortest for the same evidence, so that larger references keep to the promise with something to spare.
    private const double LargestReference = 1 / Overshoot;

    // Below it e^b − b − 1 is mostly rounding; a larger limit keeps to the promise all the more.
    private const double SmallestReference = 1e-6;
    private const double LargestExponent = 700;

    /// <summary>Steps until a false alarm, on average.</summary>
    /// <param name="reference">k, at least 0.</param>
    /// <param name="evidence">The limit, 2kh.</param>
    public static double RunLength(double reference, double evidence)
    {
        var k = Math.Clamp(reference, SmallestReference, LargestReference);
        var b = evidence + (2 * k * Overshoot);
        return (Math.Exp(b) - b - 1) / (2 * k * k);
    }

    /// <summary>The limit with this run length; 0 where even that is longer.</summary>
    /// <param name="reference">k, at least 0.</param>
    /// <param name="runLength">Steps until a false alarm, on average.</param>
    public static double Evidence(double reference, double runLength) => RunLength(reference, 0) >= runLength
        ? 0
        : Brent.FindRoot(evidence => Math.Log(RunLength(reference, evidence) / runLength), 0, LargestExponent / 2, 1e-9);
}
