using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Reads spans as the answers to calls for live metrics.</summary>
public sealed class MetricsReader(SpanStore spans, DelayStore delays, ModelStore models)
{
    /// <summary>Where a page's spans are empty, so many times more are looked through, so that a page says something.</summary>
    private const int Widening = 10;

    /// <summary>A page of spans that have anything, oldest first; <c>next</c> is the start of its last span.</summary>
    internal async Task<Page<SpanAnswer>> ReadAsync(TaskDefinition task, MetricsQuery query, DateTimeOffset now, CancellationToken cancel)
    {
        var duration = Span.Duration(query.Length);
        IReadOnlyList<SpanRow> rows = [];
        var end = query.From;
        for (var slots = (double)query.Limit; rows.Count == 0 && end < query.To; slots *= Widening)
        {
            var start = end;
            end = (query.To - start) / duration <= slots ? query.To : start + (slots * duration);
            rows = [.. (await spans.ReadAsync(task.Name, query.Length, start, end, cancel)).Where(row => query.Model is null || row.Series.Model == query.Model)];
        }

        var curve = await delays.FindAsync(task.Name, cancel);
        var profiles = await ProfilesAsync(task, rows, cancel);
        SpanRow[][] all = [.. rows.GroupBy(row => row.Span).Select(span => span.ToArray())];
        SpanAnswer[] page = [.. all.Take(query.Limit).Select(span => SpanAnswer.Of(task, span, query.Model, profiles, curve, now))];
        var isLast = all.Length <= query.Limit && end >= query.To;
        return new(page, isLast || page.Length == 0 ? null : page[^1].Start.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>Of the models that answered, where estimates need them.</summary>
    private async Task<IReadOnlyDictionary<int, ModelProfile?>> ProfilesAsync(TaskDefinition task, IEnumerable<SpanRow> rows, CancellationToken cancel)
    {
        var profiles = new Dictionary<int, ModelProfile?>();
        foreach (var model in rows.Select(row => row.Series.Model).Where(model => model > 0 && task.Kind == TaskKind.Regression).Distinct())
            profiles[model] = await models.FindProfileAsync(task.Name, model, cancel);
        return profiles;
    }
}
