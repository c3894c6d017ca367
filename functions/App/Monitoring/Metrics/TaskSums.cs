using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>What this instance has answered and been told of a task since it last told storage, summed by span and series. Where storage is away for long, what is some time past goes on in longer spans.</summary>
internal sealed class TaskSums
{
    /// <summary>More than there are from one telling to the next.</summary>
    private const int Many = 300;

    private readonly Lock turn = new();
    private readonly Dictionary<(Axis Axis, Span Span, Series Series), Aggregate> sums = [];
    private SeriesSums? current;
    private Cadence finest;
    private int tooMany = Many;

    /// <summary>A call was answered.</summary>
    public void Answered(Cadence cadence, LoadedModel model, IReadOnlyList<PredictionInput> inputs, Scoring scoring, DateTimeOffset at, TimeSpan took)
    {
        lock (turn)
        {
            Coarsen(cadence, at);
            var span = Shortest(cadence, at);
            if (current?.Span != span || current.Model != model)
                current = new SeriesSums(span, model, Of(Axis.Event, span, new Series(model.Version)));
            current.Add(inputs, scoring, took.TotalMilliseconds);
        }
    }

    /// <summary>A call was refused.</summary>
    public void Refused(Cadence cadence, DateTimeOffset at, int status)
    {
        lock (turn)
        {
            Coarsen(cadence, at);
            Of(Axis.Event, Shortest(cadence, at), Series.Refused).Failures.Add(status);
        }
    }

    /// <summary>A pilot's model failed to answer inputs of its units.</summary>
    public void PilotFailed(Cadence cadence, int model, int inputs, DateTimeOffset at)
    {
        lock (turn)
        {
            Coarsen(cadence, at);
            Of(Axis.Event, Shortest(cadence, at), new Series(model)).PilotFailures.Add(0, inputs);
        }
    }

    /// <summary>An outcome was kept; one that it corrects is taken back.</summary>
    public void Told(TaskDefinition task, LoggedAnswer logged, Outcome outcome)
    {
        if (logged.Answer is not { } answer)
            return;
        var series = new Series(logged.Model);
        lock (turn)
        {
            finest = Span.Finest(task.Cadence);
            foreach (var sum in new[]
            {
                Of(Axis.Event, Span.Of(task.Cadence, logged.At, outcome.RecordedAt), series),
                Of(Axis.Arrival, Span.At(task.Cadence, outcome.RecordedAt), series),
            })
            {
                if (outcome.Corrects is { } before)
                    OutcomeFold.Add(sum, task.Kind, answer, before, (outcome.CorrectsRecordedAt ?? outcome.RecordedAt) - logged.At, -1);
                OutcomeFold.Add(sum, task.Kind, answer, outcome.Actual, outcome.RecordedAt - logged.At, 1);
            }
        }
    }

    /// <summary>Takes the sums, to be told; late ones, of spans longer than the shortest, only when asked for.</summary>
    public IReadOnlyList<SpanRow> Take(bool alsoLate)
    {
        lock (turn)
        {
            SpanRow[] taken = [.. sums.Select(sum => new SpanRow(sum.Key.Span, sum.Key.Series, sum.Value, sum.Key.Axis)).Where(row => alsoLate || !IsLate(row))];
            foreach (var row in taken)
                sums.Remove((row.Axis, row.Span, row.Series));
            (current, tooMany) = (null, Many);
            return taken;
        }
    }

    /// <summary>Whether what a row tells of is some time past.</summary>
    public bool IsLate(SpanRow row) => row.Axis == Axis.Event && row.Span.Length > finest;

    /// <summary>Where there are too many, adds each to the span that outcomes of its age would correct.</summary>
    private void Coarsen(Cadence cadence, DateTimeOffset now)
    {
        if (sums.Count < tooMany)
            return;
        foreach (var ((axis, span, series), sum) in sums.ToArray())
        {
            if (axis == Axis.Event && Span.Of(cadence, span.Start, now) is var longer && longer.Length > span.Length && sums.Remove((axis, span, series)))
                Of(axis, longer, series).Merge(sum);
        }

        (current, tooMany) = (null, Math.Max(Many, 2 * sums.Count));
    }

    private Span Shortest(Cadence cadence, DateTimeOffset at) => Span.At(finest = Span.Finest(cadence), at);

    private Aggregate Of(Axis axis, Span span, Series series)
    {
        if (!sums.TryGetValue((axis, span, series), out var sum))
            sums[(axis, span, series)] = sum = new Aggregate();
        return sum;
    }
}
