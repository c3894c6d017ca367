namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>The expected loss at an age, with its 95 % interval.</summary>
public sealed record StalenessKnot(double AgeDays, double Loss, double Lower, double Upper);

/// <summary>How much models lose as they age: the isotonic fit of measured losses, which never falls and begins with none at age 0.</summary>
/// <param name="Knots">Ascending; the curve is linear in between, and level after the last. Empty where too little was measured.</param>
/// <param name="Margin">The loss that is taken.</param>
/// <param name="LimitDays">The first age at which the expected loss passes the margin; null where it does at none that was measured.</param>
/// <param name="Detail">In a sentence.</param>
public sealed record StalenessCurve(IReadOnlyList<StalenessKnot> Knots, double Margin, double? LimitDays, string Detail)
{
    /// <summary>Fewer losses than these tell nothing,</summary>
    public const int FewestLosses = 3;

    /// <summary>nor do losses at fewer ages.</summary>
    public const int FewestAges = 2;

    private const double HalfWidth = 1.959964;

    /// <summary>Errors smaller than this would give one loss all the weight.</summary>
    private const double LeastError = 1e-4;

    /// <summary>Fits the curve.</summary>
    /// <param name="points">What was measured.</param>
    /// <param name="margin">The loss that is taken, as a share.</param>
    public static StalenessCurve Of(IReadOnlyCollection<StalenessPoint> points, double margin)
    {
        var ages = points.Select(point => point.AgeDays).Distinct().Count();
        if (points.Count < FewestLosses || ages < FewestAges)
            return new([], margin, null, $"Too little was measured: {points.Count} losses of older models at {ages} ages, of {FewestLosses} at {FewestAges} that are needed.");
        var measured = points.GroupBy(point => point.AgeDays).OrderBy(age => age.Key).Select(age =>
        {
            var weight = age.Sum(Weight);
            return (age.Key, age.Sum(point => point.Loss * Weight(point)) / weight, weight);
        });
        StalenessKnot[] knots = [.. IsotonicFit.Of(measured).Select(block => Knot(block.Place, block.Value, block.Weight))];
        var limit = Limit(knots, margin);
        return new(knots, margin, limit, limit is { } days
            ? FormattableString.Invariant($"Models are expected to lose more than {margin:P1} against fresh ones from an age of {days:0.#} days on.")
            : FormattableString.Invariant($"Up to an age of {knots[^1].AgeDays:0.#} days models are not expected to lose more than {margin:P1} against fresh ones."));
    }

    private static double Weight(StalenessPoint point) => 1 / Math.Pow(Math.Max(point.StandardError, LeastError), 2);

    /// <summary>An older model that did better by chance does not make age a gain.</summary>
    private static StalenessKnot Knot(double age, double loss, double weight)
    {
        var half = HalfWidth / Math.Sqrt(weight);
        return new(age, Math.Max(0, loss), Math.Max(0, loss - half), Math.Max(0, loss + half));
    }

    private static double? Limit(IReadOnlyList<StalenessKnot> knots, double margin)
    {
        var (age, loss) = (0.0, 0.0);
        foreach (var knot in knots)
        {
            if (knot.Loss > margin)
                return age + ((knot.AgeDays - age) * (margin - loss) / (knot.Loss - loss));
            (age, loss) = (knot.AgeDays, knot.Loss);
        }

        return null;
    }
}
