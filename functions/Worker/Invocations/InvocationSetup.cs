using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Hosting.Configuration;

namespace MlFunctions.Worker.Invocations;

/// <summary>What the isolated worker needs so that functions behave as on the Standalone host.</summary>
internal static class InvocationSetup
{
    /// <summary>Call this last: services stop in the reverse of the order in which they are added, and invocations have to end before what they use stops.</summary>
    public static void AddInvocations(this FunctionsApplicationBuilder builder)
    {
        // Below every other source of configuration, so that any of them changes it.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels.Defaults });
        builder.UseMiddleware<InvocationMiddleware>();
        builder.Services.AddSingleton<IFunctionActivator, RegisteredFunctionActivator>();
        builder.Services.AddSingleton<RunningInvocations>().AddHostedService(services => services.GetRequiredService<RunningInvocations>());
    }
}
