using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Domain.Kernel;
using OpenTelemetry.Resources;

namespace MlFunctions.Hosting.Telemetry;

/// <summary>Whose telemetry it is. An instance has the name that the ids of its predictions and its log's blobs have.</summary>
internal static class ApplicationResource
{
    private const string Service = "mlfunctions";

    /// <summary>Says so, unless <c>OTEL_SERVICE_NAME</c> or <c>OTEL_RESOURCE_ATTRIBUTES</c> say otherwise: those come last, and so count.</summary>
    public static void AddApplication(this ResourceBuilder resource, IServiceProvider provider) => resource
        .Clear()
        .AddService(Service, serviceVersion: Version, serviceInstanceId: provider.GetRequiredService<InstanceId>().Value)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static string? Version => typeof(ApplicationResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
