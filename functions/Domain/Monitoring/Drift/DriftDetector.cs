namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>A way to tell how far two samples are apart; the report, the page and the shared checks walk the list of them.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Floor">The least distance that matters, however certain it is: at millions of rows everything is certain.</param>
/// <param name="Measure">The distance; null where the detector has nothing to say of such samples, or of so few.</param>
public sealed record DriftDetector(string Name, string Description, double Floor, Func<Samples, Distance?> Measure)
{
    /// <summary>Whether it grows with the square of a small change.</summary>
    public bool IsSquared { get; init; }

    /// <summary>What is left of the distance of a single day where several are taken together, as their own ways average out.</summary>
    internal double OverDays(double distance, double days) => distance / (IsSquared ? days : Math.Sqrt(days));
}

/// <summary>What a detector found.</summary>
/// <param name="Value">0 where the samples are alike.</param>
/// <param name="PValue">How probable as much or more is where nothing has changed; null where the detector does not know.</param>
/// <param name="At">The distance that has a given p-value; null where it does not know.</param>
public sealed record Distance(double Value, double? PValue = null, Func<double, double>? At = null);

/// <summary>Every detector.</summary>
public static class Detectors
{
    /// <summary>The part of the rows that must have moved before a change matters: one in ten. The floors follow from it.</summary>
    public const double MovedShare = 0.1;

    public static IReadOnlyList<DriftDetector> All { get; } = [PopulationStability.Detector, KolmogorovSmirnov.Detector, Wasserstein.Detector];
}
