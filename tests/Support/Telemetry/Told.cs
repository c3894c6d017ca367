namespace MlFunctions.Support.Telemetry;

/// <summary>A span as it arrived.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trace">In hexadecimal digits, like the next two.</param>
/// <param name="Id">Its own.</param>
/// <param name="Parent">Empty for a root.</param>
/// <param name="IsError">Whether its status says so.</param>
/// <param name="Attributes">Its own.</param>
/// <param name="Resource">Those of whoever sent it.</param>
public sealed record ToldSpan(
    string Name, string Trace, string Id, string Parent, bool IsError, IReadOnlyDictionary<string, string> Attributes, IReadOnlyDictionary<string, string> Resource)
{
    internal static IEnumerable<ToldSpan> Read(byte[] request) =>
        from sender in new WireMessage(request).Messages(1)
        let resource = sender.Messages(1).Single().Attributes(1)
        from span in sender.Messages(2, 2)
        select new ToldSpan(
            span.Text(5), Hex(span, 1), Hex(span, 2), Hex(span, 4), span.Messages(15).Any(status => status.Number(3) == 2), span.Attributes(9), resource);

    private static string Hex(WireMessage span, int field) => Convert.ToHexStringLower(span.Bytes(field));
}

/// <summary>A data point of a sum or of a histogram, as it arrived.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Unit">Of the metric.</param>
/// <param name="Count">The sum so far, or of a histogram the number of values.</param>
/// <param name="Attributes">Its own.</param>
public sealed record ToldPoint(string Metric, string Unit, long Count, IReadOnlyDictionary<string, string> Attributes)
{
    internal static IEnumerable<ToldPoint> Read(byte[] request) =>
        from metric in new WireMessage(request).Messages(1, 2, 2)
        from point in metric.Messages(7, 1).Select(sum => (Count: sum.Number(6), Attributes: sum.Attributes(7)))
            .Concat(metric.Messages(9, 1).Select(histogram => (Count: histogram.Number(4), Attributes: histogram.Attributes(9))))
        select new ToldPoint(metric.Text(1), metric.Text(3), (long)point.Count, point.Attributes);
}
