using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Bins;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>What a metric's term is like while all is well.</summary>
/// <param name="Healthy">The worst mean that is still usual.</param>
/// <param name="StandardDeviation">Of a single term.</param>
/// <param name="Skewness">Of a single term.</param>
public sealed record Baseline(double Healthy, double StandardDeviation, double Skewness)
{
    /// <summary>Of the terms of validation rows: usual is up to the clear line. Null where they do not vary.</summary>
    /// <param name="terms">Of each row.</param>
    /// <param name="clear">Of the threshold, as a multiple of the mean.</param>
    public static Baseline? Of(Moments terms, double clear) =>
        terms.StandardDeviation() is > 0 and var deviation ? new(clear * terms.Mean(), deviation, terms.Skewness()) : null;
}

/// <summary>The usual of each hour of the day, and of any hour.</summary>
/// <remarks>
/// Days differ by more than chance (weather, holidays), and nobody wants to be told. What is usual reaches three standard deviations of the hours' means beyond their mean, as on a control chart
/// (Shewhart, Economic Control of Quality of Manufactured Product, 1931).
/// </remarks>
/// <param name="Hours">24; null for those that too few days are known of.</param>
/// <param name="Any">Of all hours together; null where there are too few.</param>
public sealed record SeasonalBaseline(IReadOnlyList<Baseline?> Hours, Baseline? Any)
{
    private const int Day = 24;
    private const int FewestDays = 7;
    private const double Usual = 3;

    /// <summary>Null where too little is known, so that the validation rows must serve.</summary>
    /// <param name="time">Of UTC.</param>
    public Baseline? At(DateTimeOffset time) => Hours[time.UtcDateTime.Hour] ?? Any;

    /// <summary>Out of the hours of the last weeks, in any order; those in which an alarm was on should be left out.</summary>
    /// <param name="hours">The beginning of each hour, and the terms in it.</param>
    /// <param name="better">Which way the metric is better.</param>
    public static SeasonalBaseline Of(IEnumerable<(DateTimeOffset Hour, Moments Terms)> hours, Better better)
    {
        var known = hours.Where(hour => hour.Terms.Count > 1).ToLookup(hour => hour.Hour.UtcDateTime.Hour, hour => hour.Terms);
        return new(
            [.. Enumerable.Range(0, Day).Select(hour => Of([.. known[hour]], FewestDays, better))],
            Of([.. known.SelectMany(hour => hour)], Day, better));
    }

    private static Baseline? Of(Moments[] hours, int fewest, Better better)
    {
        if (hours.Length < fewest)
            return null;
        var (all, means) = (new Moments(), new Moments());
        foreach (var hour in hours)
        {
            all.Merge(hour);
            means.Add(hour.Mean());
        }

        // Of a new hour, against a mean that is itself of so many hours.
        var reach = Usual * means.StandardDeviation() * Math.Sqrt(1 + (1.0 / hours.Length));
        return all.StandardDeviation() is > 0 and var deviation
            ? new(all.Mean() + (better == Better.Higher ? -reach : reach), deviation, all.Skewness())
            : null;
    }
}
