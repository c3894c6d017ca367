using System.Diagnostics;
using System.Diagnostics.Metrics;
using MlFunctions.App.Kernel;

namespace MlFunctions.Standalone.Timers;

/// <summary>
/// What traces and metrics tell of one call of a timer function, by OpenTelemetry's conventions for functions as a service, as the Functions host tells it of the worker.
/// A call that is cancelled has neither succeeded nor failed.
/// </summary>
internal sealed class TimerSpan(string function, TimeProvider clock) : IDisposable
{
    /// <summary>In seconds: those of the conventions, and on to the hour that a training may take.</summary>
    private static readonly double[] Boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 600, 1800, 3600];

    private static readonly Histogram<double> Duration = Instrumentation.Meter.CreateHistogram(
        "faas.invoke_duration", "s", "How long calls of functions take.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries });

    private static readonly Counter<long> Invocations = Instrumentation.Meter.CreateCounter<long>("faas.invocations", "{invocation}", "Calls of functions that succeeded.");

    private static readonly Counter<long> Errors = Instrumentation.Meter.CreateCounter<long>("faas.errors", "{error}", "Calls of functions that failed.");

    private readonly long started = clock.GetTimestamp();
    private readonly Activity? span = Instrumentation.Source.StartActivity(function, ActivityKind.Server);
    private TagList tags = new() { { "faas.trigger", "timer" }, { "faas.name", function } };

    public void Succeed() => End(Invocations);

    public void Fail(Exception failure)
    {
        tags.Add(Attributes.Error, failure.GetType().FullName);
        span?.SetStatus(ActivityStatusCode.Error);
        End(Errors);
    }

    public void Dispose()
    {
        foreach (var (name, value) in tags)
            span?.SetTag(name, value);
        span?.Dispose();
    }

    private void End(Counter<long> counter)
    {
        counter.Add(1, tags);
        Duration.Record(clock.GetElapsedTime(started).TotalSeconds, tags);
    }
}
