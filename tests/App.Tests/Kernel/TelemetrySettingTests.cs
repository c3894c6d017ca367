using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlFunctions.Domain.Kernel;
using MlFunctions.Hosting;
using MlFunctions.Hosting.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MlFunctions.App.Tests.Kernel;

public sealed class TelemetrySettingTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000001";

    [Fact]
    public void Without_a_setting_nothing_is_registered() => Assert.Empty(Registered());

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD")]
    [InlineData("OTEL_SERVICE_NAME", "mlfunctions")]
    public void A_setting_that_says_no_place_registers_nothing(string name, string value) => Assert.Empty(Registered((name, value)));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection)]
    public void A_setting_that_says_a_place_registers_traces_and_metrics(string name, string value) => Assert.Contains(typeof(TracerProvider), Registered((name, value)));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "somewhere")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "the one from the portal")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=http://127.0.0.1:1/")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=key")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=7")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "me")]
    public void A_setting_that_cannot_be_followed_is_named(string name, string value)
    {
        var refusal = Assert.Throws<SettingUnusableException>(() => Registered(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection), (name, value)));

        Assert.StartsWith($"The setting {name} ", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Authorization=AAD", typeof(ManagedIdentityCredential))]
    [InlineData("ClientId=11111111-2222-3333-4444-555555555555;Authorization=AAD", typeof(ManagedIdentityCredential))]
    public async Task Application_Insights_is_told_as_the_identity_that_the_setting_names(string identity, Type? credential)
    {
        await using var provider = Services(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection), ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", identity)).BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<AzureMonitorExporterOptions>>().CurrentValue;

        Assert.Equal((Connection, credential), (options.ConnectionString, options.Credential?.GetType()));
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "always_on", "mlfunctions")]
    [InlineData("OTEL_SERVICE_NAME", "our-predictions", "our-predictions")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.name=theirs,deployment.environment.name=test", "theirs")]
    public async Task The_standard_settings_say_whose_telemetry_it_is(string name, string value, string service)
    {
        await using var provider = Services(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), (name, value)).BuildServiceProvider();

        foreach (var resource in new[] { provider.GetRequiredService<TracerProvider>().GetResource(), provider.GetRequiredService<MeterProvider>().GetResource() })
        {
            var attributes = resource.Attributes.ToDictionary();
            Assert.Equal((service, provider.GetRequiredService<InstanceId>().Value), (attributes["service.name"], attributes["service.instance.id"]));
        }
    }

    /// <summary>The services of OpenTelemetry that both hosts register with some settings.</summary>
    private static Type[] Registered(params (string Name, string Value)[] settings) =>
        [.. Services(settings).Select(service => service.ServiceType).Where(type => type.Assembly.GetName().Name!.StartsWith("OpenTelemetry", StringComparison.Ordinal))];

    private static IServiceCollection Services(params (string Name, string Value)[] settings)
    {
        var values = settings.GroupBy(one => one.Name).Select(same => new KeyValuePair<string, string?>(same.Key, same.Last().Value)).Append(new("AzureWebJobsStorage", "UseDevelopmentStorage=true"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddMlFunctions(configuration);
    }
}
