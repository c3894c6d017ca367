using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Rollout.Shadows;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Kernel;
using MlFunctions.Hosting.Configuration;
using MlFunctions.Hosting.Http;
using MlFunctions.Hosting.Telemetry;

namespace MlFunctions.Hosting;

/// <summary>What both hosts register.</summary>
public static class ServiceRegistration
{
    /// <summary>The assembly that declares the functions.</summary>
    public static Assembly Functions { get; } = typeof(LiveTasks).Assembly;

    /// <summary>Adds what is not there yet, so that a host may put something else in its place first, and nothing stands twice.</summary>
    public static IServiceCollection AddMlFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton(provider => InstanceId.Draw(provider.GetRequiredService<Random>()));
        services.TryAddSingleton(_ => StorageSettings.Connect(configuration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>, StreamedBodies>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SocketTransportOptions>, InlineSockets>());
        services.TryAddSingleton<FaultAnswers>();
        services.TryAddSingleton(MessageOptions.Read(configuration));
        services.TryAddSingleton(ReceiverNetwork.OfTheSystem);
        services.TryAddSingleton(UploadSettings.ReadAccounts(configuration));
        services.AddTelemetry(configuration);
        services.AddFunctions();
        services.AddAskedFor(FunctionClasses.Concat([typeof(StartUp), typeof(SumsTeller), typeof(ShadowWorker)]));
        return services.AddHostedService<StartUp>().AddHostedService<SumsTeller>().AddHostedService<ShadowWorker>();
    }

    /// <summary>One instance in the process of whatever a constructor asks for, and of what that asks for in turn: nobody has to list it.</summary>
    /// <param name="services">Has what must be made in another way already.</param>
    /// <param name="roots">Where it begins: functions and hosted services.</param>
    private static void AddAskedFor(this IServiceCollection services, IEnumerable<Type> roots)
    {
        var known = services.Select(service => service.ServiceType).ToHashSet();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            foreach (var asked in type.GetConstructors().SelectMany(one => one.GetParameters()).Select(parameter => parameter.ParameterType).Where(IsOurs))
            {
                if (!known.Add(asked))
                    continue;
                services.TryAddSingleton(asked);
                open.Push(asked);
            }
        }
    }

    private static bool IsOurs(Type type) => type is { IsClass: true, IsAbstract: false, IsGenericType: false } && type.Namespace?.StartsWith("MlFunctions.", StringComparison.Ordinal) == true;

    private static Type[] FunctionClasses { get; } =
        [.. Functions.GetExportedTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute))))];

    private static void AddFunctions(this IServiceCollection services)
    {
        foreach (var type in FunctionClasses)
            services.TryAddTransient(type);
    }
}
