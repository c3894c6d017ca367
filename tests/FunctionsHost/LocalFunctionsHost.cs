using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.FunctionsHost.Http;
using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost;

/// <summary>
/// Does for one worker process what the Azure Functions host does for it: starts it, speaks the gRPC protocol of language workers, forwards HTTP to it and fires timers when told to. It does not
/// check keys, keep schedules or restart the worker.
/// </summary>
public sealed class LocalFunctionsHost : IAsyncDisposable
{
    /// <summary>For the worker's start, which compiles its code; a worker that hangs ends the test run.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private const string HostVersion = "4.1037.0";

    private readonly WebApplication server;
    private readonly WorkerChannel channel;
    private readonly Invoker invoker;
    private RequestForwarder? forwarder;
    private HttpFront? front;

    private LocalFunctionsHost(WebApplication server, WorkerChannel channel)
    {
        (this.server, this.channel) = (server, channel);
        invoker = new(channel);
    }

    /// <summary>Where callers send their requests.</summary>
    public Uri Address { get; private set; } = null!;

    public WorkerProcess Worker { get; private set; } = null!;

    /// <summary>What the worker says that it can do.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The functions that the worker has announced, in its order.</summary>
    public IReadOnlyList<IndexedFunction> Functions { get; private set; } = [];

    /// <summary>What the worker has logged, oldest first.</summary>
    public IReadOnlyCollection<WorkerLogEntry> Logs => channel.Logs.ToArray();

    /// <summary>The last invocations, oldest first.</summary>
    public IReadOnlyCollection<Invocation> Invocations => invoker.Invocations;

    /// <summary>Starts the worker, and returns when its functions can be called.</summary>
    /// <exception cref="WorkerFailedException">The worker ended, or a function cannot be loaded.</exception>
    public static async Task<LocalFunctionsHost> StartAsync(WorkerApplication application, CancellationToken cancel)
    {
        var workerId = Guid.NewGuid().ToString();
        var channel = new WorkerChannel(workerId);
        var host = new LocalFunctionsHost(Server(channel), channel);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            timeout.CancelAfter(StartTimeout);
            await host.StartAsync(application, workerId, timeout.Token);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fires a timer function.</summary>
    public Invocation Fire(string timer, TimerTick tick)
    {
        var function = Functions.Single(function => function.IsTimer && function.Name == timer);
        return invoker.Start(function, Invoker.Request(function, new() { Json = tick.Json }));
    }

    /// <summary>Asks the worker to cancel an invocation.</summary>
    public void Cancel(string invocation) => invoker.Cancel(invocation);

    /// <summary>Asks the worker how it is, and returns when it has answered.</summary>
    public Task PingAsync(CancellationToken cancel) => channel.AskAsync(new() { WorkerStatusRequest = new() }, cancel);

    /// <summary>Tells the worker to exit, as the host does before it exits itself.</summary>
    public void TerminateWorker() => channel.Send(new() { WorkerTerminate = new() });

    /// <summary>Kills the worker, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Worker is not null)
            await Worker.DisposeAsync();
        await server.DisposeAsync();
        forwarder?.Dispose();
    }

    private static WebApplication Server(WorkerChannel channel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            // A slow upload is no reason to close its connection, and neither is a worker that stands still in a debugger.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, front => front.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, worker => worker.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(channel).AddSingleton<EventStreamService>();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = null);
        return builder.Build();
    }

    private async Task StartAsync(WorkerApplication application, string workerId, CancellationToken cancel)
    {
        server.MapGrpcService<EventStreamService>();
        server.MapFallback("{**path}", context => front?.AnswerAsync(context) ?? Unavailable(context));
        await server.StartAsync(cancel);
        Uri[] addresses = [.. server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        Address = addresses[0];
        Worker = WorkerProcess.Start(application, addresses[1], workerId);
        var starting = InitializeAsync(application, cancel);
        if (await Task.WhenAny(starting, Worker.ExitAsync(cancel)) != starting)
            throw new WorkerFailedException($"The worker ended while it started. Its output:\n{string.Join('\n', Worker.Output)}");
        await starting;
    }

    private async Task InitializeAsync(WorkerApplication application, CancellationToken cancel)
    {
        await channel.Connected.WaitAsync(cancel);
        var init = await channel.AskAsync(
            new() { WorkerInitRequest = new() { HostVersion = HostVersion, WorkerDirectory = application.Folder, FunctionAppDirectory = application.Folder } }, cancel);
        Check(init.WorkerInitResponse.Result);
        Capabilities = init.WorkerInitResponse.Capabilities.ToDictionary();
        var index = await channel.AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = application.Folder } }, cancel);
        Check(index.FunctionMetadataResponse.Result);
        Functions = [.. index.FunctionMetadataResponse.FunctionMetadataResults.Select(IndexedFunction.Of)];
        foreach (var metadata in index.FunctionMetadataResponse.FunctionMetadataResults)
            Check((await channel.AskAsync(new() { FunctionLoadRequest = new() { FunctionId = metadata.FunctionId, Metadata = metadata } }, cancel)).FunctionLoadResponse.Result);
        forwarder = new(new Uri(Capabilities["HttpUri"]));
        front = new(new(Functions, application.RoutePrefix), forwarder, invoker);
    }

    private static void Check(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new WorkerFailedException(result.Exception?.Message ?? result.Result);
    }

    private static Task Unavailable(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
