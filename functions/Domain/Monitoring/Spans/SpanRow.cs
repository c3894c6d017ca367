namespace MlFunctions.Domain.Monitoring.Spans;

/// <summary>By which time sums are kept.</summary>
public enum Axis
{
    /// <summary>When the prediction was asked; an outcome counts at its prediction's time, however late it comes.</summary>
    Event,

    /// <summary>When the outcome was told: the stream of errors as it becomes known.</summary>
    Arrival,
}

/// <summary>The sums of one span.</summary>
/// <param name="Span">When.</param>
/// <param name="Series">Whose.</param>
/// <param name="Sums">What.</param>
/// <param name="Axis">By which time.</param>
public sealed record SpanRow(Span Span, Series Series, Aggregate Sums, Axis Axis = Axis.Event)
{
    /// <summary>The spans that these sums belong to: this one and, by event time, the longer ones around it.</summary>
    public IEnumerable<SpanRow> Spread() => Axis == Axis.Arrival ? [this] : Span.AndLonger().Select(span => this with { Span = span });

    /// <summary>Rows of the same span, series and axis added up.</summary>
    public static IEnumerable<SpanRow> Merge(IEnumerable<SpanRow> rows) =>
        rows.GroupBy(row => (row.Axis, row.Span, row.Series), (_, same) => same.First() with { Sums = Aggregate.Sum(same.Select(row => row.Sums)) });
}

/// <summary>Sums that one instance has told and no timer has merged yet.</summary>
/// <param name="Rows">Each of another span or series.</param>
public sealed record Partial(IReadOnlyList<SpanRow> Rows);
