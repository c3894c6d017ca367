using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Tests.Samples;
using MlFunctions.Standalone.Timers;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Hosts;

/// <summary>The whole host in this process, with the sample functions and a clock that stands still. Every timer is off unless a test schedules it.</summary>
public sealed class TestHost(AzuriteFixture azurite, string? prefix = null) : WebApplicationFactory<Program>
{
    private static readonly string[] Schedules = ["TickSchedule", "FailSchedule", "LongSchedule", "StuckSchedule"];

    private readonly Dictionary<string, string> settings = Schedules.ToDictionary(name => name, _ => "disabled");

    public FakeTimeProvider Clock { get; init; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero));

    public Recorder Recorder { get; init; } = new();

    public LogBook Log { get; } = new();

    internal TimerService Timers => Services.GetRequiredService<TimerService>();

    public TestHost With(string setting, string value)
    {
        settings[setting] = value;
        return this;
    }

    /// <summary>Starts the host now, instead of with the first client.</summary>
    public TestHost Started()
    {
        _ = Services;
        return this;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("AzureWebJobsStorage", azurite.ConnectionString);
        builder.UseSetting("MlFunctions:StoragePrefix", prefix ?? AzuriteFixture.NewPrefix());
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug).AddFilter<LogBook>(null, LogLevel.Debug));
        builder.ConfigureTestServices(services => services
            .AddFunctions(typeof(TestHost).Assembly)
            .AddSingleton(Recorder)
            .AddSingleton<TimeProvider>(Clock));
    }
}
