using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>An alarm's figure over time.</summary>
/// <param name="Figure">Its name.</param>
/// <param name="Unit">Of its values.</param>
/// <param name="Points">In order, the last one at the alarm; of spans in which nothing happened without a value.</param>
public sealed record Curve(string Figure, string Unit, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>What a reader sees in one look.</summary>
    public const int MostPoints = 120;

    /// <summary>Draws a curve.</summary>
    /// <param name="figure">What is drawn.</param>
    /// <param name="rows">Sums of spans no longer than a point.</param>
    /// <param name="end">Of the last point.</param>
    /// <param name="each">How long a point is.</param>
    public static Curve Of(CurveFigure figure, IEnumerable<SpanRow> rows, DateTimeOffset end, TimeSpan each)
    {
        var points = rows.ToLookup(row => (int)Math.Floor((end - row.Span.Start - TimeSpan.FromTicks(1)) / each));
        var first = points.Select(point => point.Key).Where(key => key is >= 0 and < MostPoints).DefaultIfEmpty(-1).Max();
        return new(figure.Name, figure.Unit, [.. Enumerable.Range(0, first + 1).Reverse().Select(place => Point(end - (each * (place + 1)), points[place]))]);

        CurvePoint Point(DateTimeOffset from, IEnumerable<SpanRow> spans)
        {
            var reading = figure.Read(Aggregate.Sum(spans.Select(row => row.Sums)));
            return new(from, from + each, reading.Value, reading.Count, reading.Lower, reading.Upper);
        }
    }
}

/// <summary>One span of a curve.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Value">The figure; null where there is nothing to say.</param>
/// <param name="Count">Out of how many.</param>
/// <param name="Lower">Of its 95 % interval, or the least that it can be; null where that is not known.</param>
/// <param name="Upper">Likewise.</param>
public sealed record CurvePoint(DateTimeOffset From, DateTimeOffset To, double? Value, long Count, double? Lower, double? Upper);
