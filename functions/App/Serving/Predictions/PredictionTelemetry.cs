using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;

namespace MlFunctions.App.Serving.Predictions;

/// <summary>What traces and metrics tell of prediction calls.</summary>
internal static class PredictionTelemetry
{
    /// <summary>In seconds: those of the HTTP conventions, and finer below, where most calls are.</summary>
    private static readonly double[] Boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly Histogram<double> Duration = Instrumentation.Meter.CreateHistogram(
        "mlfunctions.prediction.duration", "s", "How long calls for predictions take, one input or many, until they can be answered.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries });

    private static readonly Counter<long> Predictions = Instrumentation.Meter.CreateCounter<long>("mlfunctions.predictions", "{prediction}", "Inputs that were answered.");

    /// <summary>Whether anybody would learn of a call.</summary>
    public static bool IsWatched => Duration.Enabled || Predictions.Enabled || Instrumentation.Source.HasListeners();

    /// <summary>Carries out a call, in a span of its own.</summary>
    /// <param name="task">As the call names it, which may be anything.</param>
    /// <param name="time">Measures how long it takes.</param>
    /// <param name="call">Answers or refuses.</param>
    public static async Task<IResult> WatchAsync(string task, TimeProvider time, Func<Task<IResult>> call)
    {
        var started = time.GetTimestamp();
        using var span = Instrumentation.Source.StartActivity("predict");
        var tags = default(TagList);
        try
        {
            var result = await call();
            // Whatever is asked for would be an attribute otherwise, and metrics would never end.
            if ((result as IStatusCodeHttpResult)?.StatusCode != StatusCodes.Status404NotFound)
                Name(span, ref tags, task);
            Describe(span, ref tags, result);
            return result;
        }
        catch (Exception failure)
        {
            tags.Add(Attributes.Error, failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Duration.Record(time.GetElapsedTime(started).TotalSeconds, tags);
            foreach (var (name, value) in tags)
                span?.SetTag(name, value);
        }
    }

    private static void Name(Activity? span, ref TagList tags, string task)
    {
        tags.Add(Attributes.Task, task);
        if (span is not null)
            span.DisplayName = $"predict {task}";
    }

    private static void Describe(Activity? span, ref TagList tags, IResult result)
    {
        if (result is PredictionReply answer)
        {
            tags.Add(Attributes.Model, answer.Model);
            Predictions.Add(answer.Rows, tags);
            if (span is not { IsAllDataRequested: true })
                return;
            span.SetTag(Attributes.Inputs, answer.Rows);
            if (answer.Id is { } id)
                span.SetTag(Attributes.Prediction, id);
        }
        else if (result is IStatusCodeHttpResult { StatusCode: { } status })
        {
            tags.Add(Attributes.Error, status.ToString(CultureInfo.InvariantCulture));
            // As HTTP servers do it: below 500 the caller is wrong, and the operation is not.
            if (status >= StatusCodes.Status500InternalServerError)
                span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
