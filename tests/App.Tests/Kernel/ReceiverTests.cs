using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;
using MlFunctions.Support.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MlFunctions.App.Tests.Kernel;

/// <summary>Apart from other tests too, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Apart
{
    public const string Name = "Hosts with receivers of their own";
}

[Collection(Apart.Name)]
public sealed class ReceiverTests(AzuriteFixture azurite)
{
    private static readonly object Call = new { input = WithAModelInProduction.Order };

    [Fact]
    public async Task Without_a_setting_nothing_is_registered()
    {
        await using var host = new AppHost(azurite);

        Assert.Null(host.Services.GetService<TracerProvider>());
        Assert.Null(host.Services.GetService<MeterProvider>());
    }

    /// <summary>The calls are answered while the receiver still holds what it was sent before them.</summary>
    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_prediction()
    {
        await using var receiver = await TelemetryReceiver.StartAsync(hangs: true);
        await using var host = await new AppHost(azurite) { Settings = Sending(receiver.Address, ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"), ("OTEL_METRIC_EXPORT_TIMEOUT", "600000")) }.WithASimpleModelAsync(LogMode.Required);
        await Eventually.IsAsync(() => receiver.Held >= 2);
        var held = receiver.Held;

        for (var call = 0; call < 100; call++)
            await host.PredictAsync(Call);

        Assert.Equal(held, receiver.Held);
        Assert.Equal(100, (await host.ServingAsync()).Int("answered"));
        receiver.Release();
    }

    [Fact]
    public async Task A_receiver_that_is_gone_fails_no_prediction()
    {
        string address;
        await using (var receiver = await TelemetryReceiver.StartAsync())
            address = receiver.Address;
        await using var host = await new AppHost(azurite) { Settings = Sending(address, ("OTEL_BSP_MAX_QUEUE_SIZE", "10"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10")) }.WithASimpleModelAsync(LogMode.Required);

        // More spans than wait for an export, so that some are thrown away.
        for (var call = 0; call < 30; call++)
            await host.PredictAsync(new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, 10) });

        Assert.NotNull(host.Services.GetService<TracerProvider>());
        Assert.Equal(300, (await host.ServingAsync()).Int("answered"));
    }

    [Fact]
    public async Task Application_Insights_gets_spans_and_metrics()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={receiver.Address}/",
            ["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true",
            ["OTEL_TRACES_SAMPLER"] = "microsoft.fixed_percentage",
            ["OTEL_TRACES_SAMPLER_ARG"] = "1",
        };
        await using var host = await new AppHost(azurite) { Settings = settings }.WithASimpleModelAsync(LogMode.Required);

        await host.PredictAsync(Call);
        host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        await Eventually.IsAsync(() => receiver.Has($"predict {SampleTask.Definition.Name}"));
        await Eventually.IsAsync(() => receiver.Has("mlfunctions.prediction.duration"));
    }

    private static Dictionary<string, string> Sending(string address, params (string Name, string Value)[] more)
    {
        var settings = WithTelemetry.To(address);
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }
}
