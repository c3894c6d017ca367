using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Comparisons that are made together: all detectors of all columns share one rate of false discoveries.</summary>
internal static class Family
{
    /// <summary>Compares pairs of samples; null stands for a pair that is not to be compared.</summary>
    /// <param name="pairs">Of each column.</param>
    /// <param name="level">How often, without any change, any column is found.</param>
    public static IReadOnlyList<Compared?> Compare(IReadOnlyList<Samples?> pairs, double level)
    {
        var measured = pairs.Select(pair => pair is null ? [] : Detectors.All.Select(detector => (Detector: detector, Distance: detector.Measure(pair))).Where(one => one.Distance is not null).ToArray()).ToArray();
        double[] pValues = [.. measured.SelectMany(one => one).Select(one => one.Distance!.PValue).OfType<double>()];
        var limit = BenjaminiHochberg.Limit(pValues, level);
        // The value of Benjamini and Hochberg's line at the last that is found, or at the first.
        var line = Math.Max(1, pValues.Count(pValue => pValue <= limit)) * level / Math.Max(1, pValues.Length);
        return [.. pairs.Select((pair, place) => pair is null ? null : new Compared((long)Math.Round(pair.N), (long)Math.Round(pair.M), [.. measured[place].Select(one => Test(pair, one.Detector, one.Distance!))]))];

        DriftTest Test(Samples pair, DriftDetector detector, Distance distance)
        {
            var floor = Math.Max(detector.Floor, detector.OverDays(pair.DayToDay?.GetValueOrDefault(detector.Name) ?? 0, pair.Days));
            return new(detector.Name, distance.Value, floor, distance.At is { } at ? Math.Max(floor, at(line)) : null, distance.PValue, distance.PValue <= limit && distance.Value > floor);
        }
    }
}
