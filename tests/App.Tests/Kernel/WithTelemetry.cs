using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;
using MlFunctions.Support.Telemetry;

namespace MlFunctions.App.Tests.Kernel;

/// <summary>
/// Apart from other tests: a metric is known by its name in the whole process, so that one that ends with another host ends here too.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Watched : ICollectionFixture<WithTelemetry>
{
    public const string Name = "Telemetry is sent";
}

/// <summary>A receiver, and a host with a model in production that tells it everything at once.</summary>
public sealed class WithTelemetry(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>A name that no other test uses: spans and metrics of all hosts of this process come together.</summary>
    public const string Task = "told-task";

    public TelemetryReceiver Receiver { get; private set; } = null!;

    public AppHost Host { get; private set; } = null!;

    /// <summary>In production.</summary>
    public int Model { get; private set; }

    /// <summary>The settings of a host that sends to a receiver.</summary>
    public static Dictionary<string, string> To(string address) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "2000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_METRIC_EXPORT_TIMEOUT"] = "2000",
    };

    public async ValueTask InitializeAsync()
    {
        Receiver = await TelemetryReceiver.StartAsync();
        Host = new AppHost(azurite) { Settings = To(Receiver.Address) };
        await Host.Services.GetRequiredService<TaskStore>().AddAsync(SampleTask.Definition with { Name = TaskName.Parse(Task) }, CancellationToken.None);
        Model = await Host.TrainTaskAsync(Task, SampleTask.Csv(600), "linear");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
