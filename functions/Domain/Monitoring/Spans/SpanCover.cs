using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Spans;

/// <summary>Covers a time with the fewest spans: days in its middle, hours and minutes at its ends.</summary>
public static class SpanCover
{
    /// <summary>Runs of spans, each of one length, from the first start to before the last end; both ends are rounded down to whole minutes.</summary>
    public static IEnumerable<(Cadence Length, DateTimeOffset From, DateTimeOffset To)> Of(DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (Span.At(Cadence.Minute, from).Start, Span.At(Cadence.Minute, to).Start);
        return Of(Cadence.Day, start, end).Where(run => run.From < run.To);
    }

    private static IEnumerable<(Cadence Length, DateTimeOffset From, DateTimeOffset To)> Of(Cadence length, DateTimeOffset from, DateTimeOffset to)
    {
        if (length == Cadence.Minute)
            return [(length, from, to)];
        var whole = (From: Up(length, from), To: Span.At(length, to).Start);
        return whole.From >= whole.To
            ? Of(length - 1, from, to)
            : Of(length - 1, from, whole.From).Append((length, whole.From, whole.To)).Concat(Of(length - 1, whole.To, to));
    }

    private static DateTimeOffset Up(Cadence length, DateTimeOffset time) => Span.At(length, time) is var span && span.Start == time ? time : span.End;
}
