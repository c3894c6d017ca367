using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Support.Telemetry;

/// <summary>A real receiver of the OpenTelemetry protocol (HTTP, protobuf), and of what Application Insights takes (JSON), on a free port of this machine.</summary>
public sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private readonly ConcurrentQueue<ToldSpan> spans = new();
    private readonly ConcurrentQueue<ToldPoint> points = new();
    private readonly TaskCompletionSource? gate;
    private int held;

    private TelemetryReceiver(bool hangs)
    {
        gate = hangs ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address => app.Urls.Single();

    public IEnumerable<ToldSpan> Spans => spans;

    public IEnumerable<ToldPoint> Points => points;

    /// <summary>Exports that came while it did not answer.</summary>
    public int Held => Volatile.Read(ref held);

    /// <summary>Whether a text is anywhere in what came.</summary>
    public bool Has(string text) => bodies.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>The highest count that was told of a metric with these attributes; 0 where none was.</summary>
    public long Count(string metric, params (string Name, string Value)[] attributes) => points
        .Where(point => point.Metric == metric && attributes.All(one => point.Attributes.GetValueOrDefault(one.Name) == one.Value))
        .Select(point => point.Count).DefaultIfEmpty().Max();

    /// <param name="hangs">Whether it answers nothing until it is released.</param>
    public static async Task<TelemetryReceiver> StartAsync(bool hangs = false)
    {
        var receiver = new TelemetryReceiver(hangs);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers what is held, and all that comes.</summary>
    public void Release() => gate?.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (gate is not null)
        {
            Interlocked.Increment(ref held);
            await gate.Task;
        }

        var body = await ReadAsync(context.Request);
        bodies.Enqueue(body);
        foreach (var span in context.Request.Path == "/v1/traces" ? ToldSpan.Read(body) : [])
            spans.Enqueue(span);
        foreach (var point in context.Request.Path == "/v1/metrics" ? ToldPoint.Read(body) : [])
            points.Enqueue(point);
        if (context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
            await context.Response.WriteAsJsonAsync(new { itemsReceived = 1, itemsAccepted = 1, errors = Array.Empty<string>() });
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var all = new MemoryStream();
        await body.CopyToAsync(all);
        return all.ToArray();
    }
}
