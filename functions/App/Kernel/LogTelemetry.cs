using System.Diagnostics.Metrics;
using MlFunctions.Storage.Serving;

namespace MlFunctions.App.Kernel;

/// <summary>What metrics tell of a prediction log: its own counters, read whenever metrics are collected, so that calls pay nothing.</summary>
public sealed class LogTelemetry : IDisposable
{
    private readonly PredictionLog log;
    private readonly Meter meter = new(Instrumentation.Name);

    public LogTelemetry(PredictionLog log)
    {
        this.log = log;
        meter.CreateObservableCounter("mlfunctions.log.rows", () => Read(counters => counters.Rows), "{row}", "Rows of the prediction log that are in storage.");
        meter.CreateObservableCounter("mlfunctions.log.rows_lost", () => Read(counters => counters.RowsLost), "{row}", "Rows of a best-effort log that could not be kept.");
        meter.CreateObservableCounter("mlfunctions.log.appends", () => Read(counters => counters.Appends), "{append}", "Storage operations that wrote the log.");
        meter.CreateObservableUpDownCounter("mlfunctions.log.waiting", () => Read(counters => counters.WaitingBytes), "By", "Bytes of the log in memory, on their way to storage.");
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Read(Func<LogCounters, long> counter) =>
        log.Tasks.Select(task => new Measurement<long>(counter(log.Counters(task)), new KeyValuePair<string, object?>(Attributes.Task, task.ToString())));
}
