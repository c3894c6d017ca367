using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MlFunctions.Demo;

namespace MlFunctions.Standalone.Demonstration;

/// <summary>Plays the demo against this very host, over HTTP, once it listens.</summary>
internal sealed class DemoService(DemoOptions options, IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource();
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);

        using var http = new HttpClient { BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        if (configuration.GetSection("FunctionKeys").GetChildren().FirstOrDefault()?.Value is { } key)
            http.DefaultRequestHeaders.Add("x-functions-key", key);
        try
        {
            await new DemoRun(http, Console.WriteLine, time, options).RunAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException)
        {
            Console.WriteLine($"The demo ends here, while the host goes on: {failure.Message}");
        }
    }
}
