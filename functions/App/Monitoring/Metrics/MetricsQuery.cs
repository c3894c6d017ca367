using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Which live metrics are asked for.</summary>
/// <param name="Length">Of the spans.</param>
/// <param name="From">The first span holds this time.</param>
/// <param name="To">The last span starts before it.</param>
/// <param name="Model">Of one model; null: of all together, and of each.</param>
/// <param name="Limit">At most so many spans.</param>
internal sealed record MetricsQuery(Cadence Length, DateTimeOffset From, DateTimeOffset To, int? Model, int Limit)
{
    /// <summary>How many spans are shown where the call does not say from when.</summary>
    private const int UsualSpans = 100;

    public static Result<MetricsQuery> Read(HttpRequest request, TaskDefinition task, DateTimeOffset now)
    {
        var page = PageQuery.Of(request);
        if (!page.IsDone)
            return page.Refusal;
        var length = task.Cadence;
        if (request.Text("span") is { } span && !(Enum.TryParse(span, ignoreCase: true, out length) && Enum.IsDefined(length) && !char.IsAsciiDigit(span[0])))
            return new Invalid($"span={span} is none of second, minute, hour and day.");
        if (request.ReadModel(out var model) is { } refusal)
            return refusal;
        if (!request.TryTime("to", out var last) || !request.TryTime("from", out var start) || !request.TryTime("after", out var after))
            return Queries.NoTime;
        var to = last ?? Span.At(length, now).End;
        var from = start ?? to - (UsualSpans * Span.Duration(length));
        var first = Span.At(length, after ?? from);
        // Nothing older is kept, and looking for it would take long.
        var oldest = Span.Kept(length) < now - first.Start ? Span.At(length, now - Span.Kept(length)) : first;
        return new MetricsQuery(length, after is null ? oldest.Start : oldest.End, to, model, page.Value.Limit);
    }
}
