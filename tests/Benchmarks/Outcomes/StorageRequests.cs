using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace MlFunctions.Benchmarks.Outcomes;

/// <summary>Counts every HTTP request that this process sends, a retry like any other: a host sends them to storage only.</summary>
internal sealed class StorageRequests : IDisposable
{
    private readonly ConcurrentDictionary<string, int> sent = new();
    private readonly MeterListener listener = new();

    public StorageRequests()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => sent.AddOrUpdate(Kind(tags), 1, (_, count) => count + 1));
        listener.Start();
    }

    /// <summary>How many by method and port, such as <c>GET 10000</c>.</summary>
    public IReadOnlyDictionary<string, int> Sent => sent;

    public void Clear() => sent.Clear();

    public void Dispose() => listener.Dispose();

    private static string Kind(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (method, port) = ("", "");
        foreach (var (name, value) in tags)
        {
            if (name == "http.request.method")
                method = $"{value}";
            else if (name == "server.port")
                port = $"{value}";
        }
        return $"{method} {port}";
    }
}
