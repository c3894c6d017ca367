using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlFunctions.Standalone.Tests.Demonstration;

/// <summary>A server that answers the demo's calls as a host does that has a model in production, once it is no longer busy.</summary>
internal sealed class BusyHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> calls = new();

    /// <param name="port">Where it listens.</param>
    /// <param name="refuse">Sets the answer of a path's first, second … call and returns true, or returns false to have it answered.</param>
    public BusyHost(int port, Func<string, int, HttpResponse, bool> refuse)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        app = builder.Build();
        app.Run(async context =>
        {
            var path = context.Request.Path.Value!.Split('/')[^1];
            if (refuse(path, calls.AddOrUpdate(path, 1, (_, before) => before + 1), context.Response))
                await context.Response.WriteAsJsonAsync(new { detail = "The host is busy." }, options: null, contentType: "application/problem+json");
            else
                await context.Response.WriteAsync(Answer(path));
        });
    }

    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>How often a path's last part was called.</summary>
    public int Calls(string path) => calls.GetValueOrDefault(path);

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Answer(string path) => path switch
    {
        "models" => """{ "models": [ { "stage": "production" } ] }""",
        "on-call" => """{ "teams": [ {} ] }""",
        "predictions" => """{ "id": "a-prediction", "output": { "minutes": 30 } }""",
        "outcomes" => """{ "accepted": 1 }""",
        _ => """{ "tickets": [] }""",
    };
}
