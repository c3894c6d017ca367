using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MlFunctions.Standalone.Catalog;

/// <summary>Puts the functions of an assembly into the services.</summary>
public static class FunctionServices
{
    /// <summary>Makes <paramref name="assembly"/>'s functions the ones that the host runs; called again, as a test does, the last assembly counts.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services, Assembly assembly)
    {
        var catalog = new FunctionCatalog(assembly);
        foreach (var function in catalog.All)
            services.TryAddScoped(function.Class);
        return services.AddSingleton(catalog);
    }

    /// <summary>Whether <c>AzureWebJobs.{name}.Disabled</c> switches a function off, as on the Functions host.</summary>
    internal static bool IsDisabled(this IConfiguration configuration, Function function) =>
        (configuration[$"AzureWebJobs.{function.Name}.Disabled"] ?? configuration[$"AzureWebJobs:{function.Name}:Disabled"])
            is "1" or "true" or "True" or "TRUE";
}
