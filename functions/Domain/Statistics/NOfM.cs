using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace MlFunctions.Domain.Statistics;

/// <summary>How often N of the last M independent evaluations happen to be beyond a line, and how rarely each must be so that it stays as rare as was promised.</summary>
/// <remarks>
/// The number among the last M grows to N exactly when the newest is beyond, the one that drops out is not, and of the M − 1 between N − 1 are: (1 − p) p C(M − 1, N − 1) pᴺ⁻¹ (1 − p)ᴹ⁻ᴺ.
/// </remarks>
public static class NOfM
{
    // Where a single evaluation would be beyond by chance more often than this, it would say nothing.
    private const double MostSignificance = 0.25;
    private const double LeastSignificance = 1e-18;

    /// <summary>Entries per evaluation, in the long run.</summary>
    /// <param name="significance">With which each evaluation is beyond the line, independently.</param>
    /// <param name="needed">N, from 1 to <paramref name="of"/>.</param>
    /// <param name="of">M.</param>
    public static double Entries(double significance, int needed, int of) => Math.Exp(LogEntries(significance, needed, of));

    /// <summary>The significance of a single evaluation by which N of M are entered so often; at most a quarter, and less than N / (M + 1), up to which more significance means more entries.</summary>
    /// <param name="entries">Per evaluation.</param>
    /// <param name="needed">N.</param>
    /// <param name="of">M.</param>
    public static double Significance(double entries, int needed, int of)
    {
        var most = Math.Min(MostSignificance, (double)needed / (of + 1));
        if (LogEntries(most, needed, of) <= Math.Log(entries))
            return most;
        return Math.Exp(Brent.FindRoot(log => LogEntries(Math.Exp(log), needed, of) - Math.Log(entries), Math.Log(LeastSignificance), Math.Log(most), 1e-9));
    }

    private static double LogEntries(double significance, int needed, int of) =>
        SpecialFunctions.BinomialLn(of - 1, needed - 1) + (needed * Math.Log(significance)) + ((of - needed + 1) * SpecialFunctions.Log1p(-significance));
}
