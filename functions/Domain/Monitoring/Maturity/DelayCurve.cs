using MathNet.Numerics.Interpolation;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Maturity;

/// <summary>
/// How late labels come: the share of predictions whose outcome has been told by each age, those that are unlabelled yet taken as censored at the age they have now. Where the curve ends, nothing is
/// known: labels that come later than the oldest prediction seen are not expected. Ages are right to <see cref="LogBins.Error"/>; the sampling error of a share F is at most √(F (1 − F) / n), n the
/// predictions at least as old. It supposes that delays do not change over the time that is fitted.
/// </summary>
/// <param name="Ages">k ascending ages in seconds; shares are linear in between.</param>
/// <param name="Shares">k shares of predictions that are labelled by that age; of a binary task, labelled negative.</param>
/// <param name="Positives">Of a binary task: k shares that are labelled positive.</param>
public sealed record DelayCurve(IReadOnlyList<double> Ages, IReadOnlyList<double> Shares, IReadOnlyList<double>? Positives = null)
{
    /// <summary>With fewer outcomes (of either class of a binary task) there is no curve: how mature a window is remains unknown, and is not 1.</summary>
    public const int FewestOutcomes = 30;

    /// <summary>The curve ends at the age that fewer predictions than these have reached unlabelled.</summary>
    public const int FewestAtRisk = 30;

    private const double Tail = 0.05;

    // Between two kept points no share rises by more than this part of its whole, or else they are neighbours.
    private const double Thinness = 0.005;

    private IEnumerable<IReadOnlyList<double>> Classes => Positives is null ? [Shares] : [Shares, Positives];

    /// <summary>The share of predictions that get a label by the oldest age seen.</summary>
    public double EverLabelled() => Shares[^1] + (Positives?[^1] ?? 0);

    /// <summary>The oldest age that the curve knows.</summary>
    public TimeSpan Oldest() => TimeSpan.FromSeconds(Ages[^1]);

    /// <summary>
    /// Whether it is known how many labels come in the end: nearly every prediction is labelled, or of no class did more than a twentieth come in the last third of the ages seen. Of a task that is
    /// younger than its labels are late it is not, and its windows would be thought mature while most labels are still to come.
    /// </summary>
    public bool IsComplete() => EverLabelled() >= 1 - Tail || Classes.All(shares => 1 - (Share(shares, Ages[^1] * 2 / 3) / shares[^1]) <= Tail);

    /// <summary>Fits the curve to what the spans of a task have seen, none of which lies in another; null where there are too few outcomes.</summary>
    public static DelayCurve? Fit(TaskKind kind, IEnumerable<(DateTimeOffset Start, TimeSpan Length, Aggregate Sums)> spans, DateTimeOffset now) => DelayFit.Of(kind, spans, now);

    /// <summary>Of the labels that will come, the share that has come at an age, 0 to 1; of a binary task the smaller of the two classes'.</summary>
    public double Maturity(TimeSpan age) => Classes.Min(shares => Integral(shares, age.TotalSeconds, age.TotalSeconds));

    /// <summary>The same of a whole span: the mean over its predictions, which come evenly in it; 0 of one that is still to come.</summary>
    public double WindowMaturity(DateTimeOffset start, TimeSpan length, DateTimeOffset now)
    {
        var (youngest, oldest) = (Math.Max(0, (now - start - length).TotalSeconds), Math.Max(0, (now - start).TotalSeconds));
        return Classes.Min(shares => Integral(shares, youngest, oldest));
    }

    /// <summary>The least age with this maturity.</summary>
    /// <param name="maturity">0 to 1.</param>
    public TimeSpan AgeOf(double maturity) => TimeSpan.FromSeconds(Classes.Max(shares => AgeOf(shares, maturity * shares[^1])));

    /// <summary>The curve through so few of the points that no maturity moves by more than half a percent; null where a class has no labels before the curve ends.</summary>
    internal static DelayCurve? Thinned(IReadOnlyList<DelayPoint> points, bool isBinary)
    {
        var (others, positives) = (points[^1].Others, points[^1].Positives);
        if (others == 0 || (isBinary && positives == 0))
            return null;
        var kept = new List<DelayPoint> { points[0] };
        for (var place = 1; place < points.Count; place++)
        {
            var rise = Math.Max((points[place].Others - kept[^1].Others) / others, isBinary ? (points[place].Positives - kept[^1].Positives) / positives : 0);
            if (rise > Thinness && kept[^1] != points[place - 1])
                kept.Add(points[place - 1]);
            if (rise > Thinness || place == points.Count - 1)
                kept.Add(points[place]);
        }

        return new DelayCurve([.. kept.Select(point => point.Age)], [.. kept.Select(point => point.Others)], isBinary ? [.. kept.Select(point => point.Positives)] : null);
    }

    private double Share(IReadOnlyList<double> shares, double age) => LinearSpline.InterpolateSorted([.. Ages], [.. shares]).Interpolate(Math.Max(age, Ages[0]));

    /// <summary>The mean maturity of one class from one age to another.</summary>
    private double Integral(IReadOnlyList<double> shares, double from, double to)
    {
        var line = LinearSpline.InterpolateSorted([.. Ages], [.. shares]);
        var (start, end) = (Math.Clamp(from, Ages[0], Ages[^1]), Math.Clamp(to, Ages[0], Ages[^1]));
        if (to <= from)
            return line.Interpolate(start) / shares[^1];
        // Before the curve nothing has come, and after it everything.
        var after = Math.Max(0, to - Math.Max(from, Ages[^1]));
        return (((end > start ? line.Integrate(start, end) : 0) / shares[^1]) + after) / (to - from);
    }

    private double AgeOf(IReadOnlyList<double> shares, double share)
    {
        var above = shares.Index().First(point => point.Item >= share || point.Index == shares.Count - 1).Index;
        return above == 0 ? Ages[0] : Ages[above - 1] + ((Ages[above] - Ages[above - 1]) * (share - shares[above - 1]) / (shares[above] - shares[above - 1]));
    }
}
