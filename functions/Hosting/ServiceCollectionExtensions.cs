using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MlFunctions.App.Deployments;
using MlFunctions.App.Predictions;
using MlFunctions.App.Tasks;
using MlFunctions.App.Trainings;
using MlFunctions.Domain;
using MlFunctions.Storage;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Outcomes;
using MlFunctions.Storage.Predictions;
using MlFunctions.Storage.Tasks;
using MlFunctions.Storage.Trainings;

namespace MlFunctions.Hosting;

/// <summary>What both hosts register.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The assembly that declares the functions.</summary>
    public static Assembly Functions { get; } = typeof(LiveTasks).Assembly;

    public static IServiceCollection AddMlFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton(provider => InstanceId.Draw(provider.GetRequiredService<Random>()));
        services.TryAddSingleton(_ => StorageSettings.Connect(configuration));

        // Uploads stream, so they need no limit; every JSON body has one of its own.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        return services.AddStores().AddServices().AddFunctions().AddHostedService<StartUp>();
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<StorageSetup>()
        .AddSingleton<TaskStore>()
        .AddSingleton<DatasetStore>()
        .AddSingleton<DatasetUpload>()
        .AddSingleton<TrainingStore>()
        .AddSingleton<ModelStore>()
        .AddSingleton<DeploymentStore>()
        .AddSingleton<PredictionLog>()
        .AddSingleton<PredictionLogReader>()
        .AddSingleton<OutcomeStore>();

    private static IServiceCollection AddServices(this IServiceCollection services) => services
        .AddSingleton<SeedTasks>()
        .AddSingleton<LiveTasks>()
        .AddSingleton<Predictor>()
        .AddSingleton<Deployer>()
        .AddSingleton<TrainingOrders>()
        .AddSingleton<TrainingRows>()
        .AddSingleton<TrainingRun>()
        .AddSingleton<TrainingJob>();

    private static IServiceCollection AddFunctions(this IServiceCollection services)
    {
        foreach (var type in Functions.GetExportedTypes().Where(t => t.GetMethods().Any(m => m.IsDefined(typeof(FunctionAttribute)))))
            services.TryAddTransient(type);
        return services;
    }
}
