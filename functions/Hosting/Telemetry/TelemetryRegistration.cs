using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Serving;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MlFunctions.Hosting.Telemetry;

/// <summary>Traces and metrics by OpenTelemetry, where a setting says where they go; else nothing of it is registered, or even loaded.</summary>
public static class TelemetryRegistration
{
    /// <summary>Of the isolated worker, which tells of every call of a function; nothing has this name in the Standalone host.</summary>
    private const string Worker = "Microsoft.Azure.Functions.Worker";

    /// <summary>What both hosts tell. The SDK reads what else OpenTelemetry has settings for: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_TRACES_SAMPLER</c> and so on.</summary>
    internal static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (TelemetryTargets.Read(configuration) is { } targets)
            services.Add(targets);
    }

    /// <summary>What a host tells that takes calls from the network itself. The worker does not: the Functions host in front of it tells of them already.</summary>
    public static void AddServerTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (TelemetryTargets.Read(configuration) is not null)
            services.AddServer();
    }

    private static void Add(this IServiceCollection services, TelemetryTargets targets)
    {
        if (services.Any(service => service.ServiceType == typeof(TracerProvider)))
            return;
        // Azure's clients make spans only where they are asked to: their conventions are not final yet.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        services.Configure<AzureMonitorExporterOptions>(azure => (azure.ConnectionString, azure.Credential) = (targets.Azure, targets.Identity));
        services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Instrumentation.Name, Worker, "Azure.*").Send(targets))
            .WithMetrics(metrics => metrics.AddMeter(Instrumentation.Name, "System.Runtime")
                .AddInstrumentation(provider => new LogTelemetry(provider.GetRequiredService<PredictionLog>()))
                .Send(targets));
        services.ConfigureOpenTelemetryTracerProvider((provider, traces) => traces.ConfigureResource(resource => resource.AddApplication(provider)));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => metrics.ConfigureResource(resource => resource.AddApplication(provider)));
    }

    private static void AddServer(this IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddAspNetCoreInstrumentation());
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"));
    }

    private static void Send(this TracerProviderBuilder traces, TelemetryTargets targets)
    {
        if (targets.Otlp)
            traces.AddOtlpExporter();
        if (targets.Azure is not null)
            traces.AddAzureMonitorTraceExporter();
    }

    private static void Send(this MeterProviderBuilder metrics, TelemetryTargets targets)
    {
        if (targets.Otlp)
            metrics.AddOtlpExporter();
        if (targets.Azure is not null)
            metrics.AddAzureMonitorMetricExporter();
    }
}
