using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>What came: the headers in lower case, and the body.</summary>
internal sealed record Received(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string Id => Headers["webhook-id"];
}

/// <summary>A receiver of messages on a free port of this machine, which answers as it is told to.</summary>
internal sealed class LocalReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private LocalReceiver(Func<int, HttpContext, Task> answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            received.Enqueue(new(context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), await body.ReadToEndAsync()));
            await answer(received.Count, context);
        });
    }

    public string Url => $"{app.Urls.Single()}/hook?token=not-to-be-told";

    public int Port => new Uri(app.Urls.Single()).Port;

    public IReadOnlyList<Received> Received => [.. received];

    /// <summary>Waits for the first request.</summary>
    public Task FirstAsync() => Eventually.IsAsync(() => !received.IsEmpty);

    /// <summary>One that answers all with 204.</summary>
    public static Task<LocalReceiver> StartAsync() => StartAsync(_ => 204);

    /// <param name="status">Of the answer to the first, the second …</param>
    public static Task<LocalReceiver> StartAsync(Func<int, int> status) => StartAsync((number, context) =>
    {
        context.Response.StatusCode = status(number);
        return Task.CompletedTask;
    });

    /// <param name="answer">Answers the first, the second …</param>
    /// <param name="certificate">To be reached by https; null for http.</param>
    public static async Task<LocalReceiver> StartAsync(Func<int, HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var receiver = new LocalReceiver(answer, certificate);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>One that takes requests and says nothing.</summary>
    public static Task<LocalReceiver> StartSilentAsync() => StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
