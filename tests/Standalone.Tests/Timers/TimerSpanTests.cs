using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;
using MlFunctions.Support.Telemetry;

namespace MlFunctions.Standalone.Tests.Timers;

/// <summary>Apart from other tests, since spans and metrics of all hosts of a process come together.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

[Collection(Alone.Name)]
public sealed class TimerSpanTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_call_that_fails_is_a_span_with_its_error_and_is_counted_as_one()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using var host = Telling(receiver).With("FailSchedule", "0 0 * * * *").Started();

        await host.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => receiver.Spans.Any(span => span.Name == "Fail"));
        await Eventually.IsAsync(() => receiver.Count("faas.errors", ("faas.name", "Fail"), ("faas.trigger", "timer"), ("error.type", "System.InvalidOperationException")) >= 1);

        var failed = receiver.Spans.First(span => span.Name == "Fail");
        Assert.Equal((true, "timer", "System.InvalidOperationException"), (failed.IsError, failed.Attributes["faas.trigger"], failed.Attributes["error.type"]));
        Assert.Equal(0, receiver.Count("faas.invocations", ("faas.name", "Fail")));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_has_neither_succeeded_nor_failed()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using (var host = Telling(receiver).With("LongSchedule", "0 0 * * * *").Started())
            await host.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => host.Recorder.Count("Long begins") == 1);

        Assert.False(Assert.Single(receiver.Spans, span => span.Name == "Long").IsError);
        Assert.Equal((0, 0), (receiver.Count("faas.invocations", ("faas.name", "Long")), receiver.Count("faas.errors", ("faas.name", "Long"))));
    }

    private TestHost Telling(TelemetryReceiver receiver) => new TestHost(azurite)
        .With("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address)
        .With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .With("OTEL_BSP_SCHEDULE_DELAY", "100")
        .With("OTEL_METRIC_EXPORT_INTERVAL", "200");
}
