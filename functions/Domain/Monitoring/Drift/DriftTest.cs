namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>What one detector says of one comparison.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Value">The distance.</param>
/// <param name="Floor">The least that matters: the detector's own, or more where single days of training were as far from all of them.</param>
/// <param name="Threshold">The least that is found here: the floor, or more where so few rows, or so many tests, could show as much without change; null where the detector does not decide.</param>
/// <param name="PValue">How probable as much or more is without change; null where the detector does not decide.</param>
/// <param name="Found">Whether it matters and is no chance among all tests of the report.</param>
public sealed record DriftTest(string Detector, double Value, double Floor, double? Threshold, double? PValue, bool Found);

/// <summary>A newer sample beside an older one.</summary>
/// <param name="Rows">Of the newer.</param>
/// <param name="Reference">Of the older.</param>
/// <param name="Tests">One for each detector that has something to say; none where the rows are too few.</param>
public sealed record Compared(long Rows, long Reference, IReadOnlyList<DriftTest> Tests)
{
    /// <summary>Whether any detector found a change.</summary>
    public bool Differs => Tests.Any(test => test.Found);

    /// <summary>The greatest distance, in floors.</summary>
    internal double Size => Tests.Where(test => test.PValue is not null).Select(test => test.Value / test.Floor).DefaultIfEmpty(0).Max();
}
