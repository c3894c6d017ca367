using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using MlFunctions.Architecture.Tests.Reading;
using MlFunctions.Hosting;
using MlFunctions.Hosting.Configuration;

namespace MlFunctions.Architecture.Tests;

/// <summary>What both hosts register is whole, and said in one place.</summary>
public sealed class CompositionTests
{
    private const int LongestProgram = 25;

    private static readonly IConfiguration Configuration = new ConfigurationBuilder()
        .AddInMemoryCollection([new(Settings.Storage.Key, Settings.Storage.Default)])
        .Build();

    private static readonly IConfiguration WithTelemetry = new ConfigurationBuilder()
        .AddConfiguration(Configuration)
        .AddInMemoryCollection([new(Settings.OtlpEndpoint.Key, "http://127.0.0.1:4318"), new(Settings.ApplicationInsights.Key, "InstrumentationKey=00000000-0000-0000-0000-000000000001")])
        .Build();

    public static TheoryData<bool> Telemetry => [false, true];

    [Theory]
    [MemberData(nameof(Telemetry))]
    public void AddMlFunctions_called_twice_adds_nothing_twice(bool telemetry)
    {
        var configuration = telemetry ? WithTelemetry : Configuration;
        var services = new ServiceCollection().AddMlFunctions(configuration);
        var once = services.ToArray();
        services.AddMlFunctions(configuration);
        Violations.None("A second call adds these again.", services.Except(once).Select(service => service.ToString()));
    }

    [Fact]
    public async Task Every_function_can_be_built_from_what_is_registered()
    {
        // Every host has its own lifetime.
        await using var provider = new ServiceCollection().AddLogging().AddSingleton<IHostApplicationLifetime, ApplicationLifetime>().AddMlFunctions(Configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var call = provider.CreateAsyncScope();
        Assert.All(DeclaredFunction.All, function => Assert.NotNull(call.ServiceProvider.GetRequiredService(function.Class)));
    }

    [Theory]
    [InlineData("Standalone")]
    [InlineData("Worker")]
    public void A_program_names_what_it_starts_and_no_more(string host) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "functions", host, "Program.cs")).Count(), 1, LongestProgram);
}
