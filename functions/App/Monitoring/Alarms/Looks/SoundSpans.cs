using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>What the model in production did in spans of which most calls were answered.</summary>
internal static class SoundSpans
{
    /// <summary>Why a span is not to be judged by; null when it is.</summary>
    public static string? Unsound(this IGrouping<Span, SpanRow> span)
    {
        var calls = span.Select(row => Calls.Errors(row.Sums)).ToArray();
        return Inhibition.Of(new Calls(calls.Sum(one => one.Total), calls.Sum(one => one.Bad)));
    }

    /// <summary>The sums of a model in a span.</summary>
    public static Aggregate Of(this IEnumerable<SpanRow> span, int model) => Aggregate.Sum(span.Where(row => row.Series.Model == model).Select(row => row.Sums));
}
