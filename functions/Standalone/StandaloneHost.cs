using Microsoft.Extensions.DependencyInjection.Extensions;
using MlFunctions.Demo;
using MlFunctions.Hosting;
using MlFunctions.Hosting.Telemetry;
using MlFunctions.Standalone.Admin;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Demonstration;
using MlFunctions.Standalone.Emulation;
using MlFunctions.Standalone.Http;
using MlFunctions.Standalone.Keys;
using MlFunctions.Standalone.Timers;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone;

/// <summary>The functions on Kestrel: what the Azure Functions host does for the worker, in one process.</summary>
public static class StandaloneHost
{
    /// <summary>Time for the requests in flight to finish after the host is told to stop.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    /// <param name="args">The command line, as configuration reads it.</param>
    /// <param name="demo">What to play once the host listens; null for nothing.</param>
    /// <param name="clock">Null for the system's.</param>
    public static WebApplication Create(string[] args, DemoOptions? demo = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddDefaults(isDemo: demo is not null);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        // Services stop in the reverse of this order: Azurite last.
        builder.Services.AddHostedService<AzuriteService>();
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddMlFunctions(builder.Configuration);
        builder.Services.AddServerTelemetry(builder.Configuration);
        builder.Services.AddFunctions(ServiceRegistration.Functions);
        builder.Services.AddSingleton<FunctionKeys>().AddHostedService<LoopbackGuard>();
        builder.Services.AddTimers();
        if (demo is not null)
            builder.Services.AddSingleton(demo).AddHostedService<DemoService>();
        return builder.Build().UseFunctions();
    }

    private static void AddTimers(this IServiceCollection services)
    {
        services.TryAddSingleton<LeaseStore>();
        services.TryAddSingleton<TimerStatusStore>();
        services.AddSingleton<TimerService>().AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }

    private static WebApplication UseFunctions(this WebApplication app)
    {
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<KeyMiddleware>();
        app.MapFunctions();
        app.MapAdmin();
        return app;
    }
}
