using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Metrics;

/// <summary>Live metrics when storage is away for long, or the host stops.</summary>
public sealed class HardDaysTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);

    private static string From => Uri.EscapeDataString(Start.ToString("O", CultureInfo.InvariantCulture));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_an_hour_without_storage_every_call_is_counted_and_the_oldest_by_the_minute()
    {
        const int Calls = 400;
        var network = new CuttableNetwork();
        await using var host = await new AppHost(azurite) { Clock = clock, Network = network }.WithASimpleModelAsync(LogMode.Required);
        network.State = Carriage.Down;
        for (var call = 0; call < Calls; call++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = WithAModelInProduction.Order }, Cancel);
        }

        network.State = Carriage.Up;
        await host.TickAsync(SampleTask.Definition.Name);

        Assert.InRange((await FailuresAsync(host, "second")).Count, 1, 320);
        var minutes = await FailuresAsync(host, "minute");
        Assert.Equal((Calls, 67), (minutes.Sum(), minutes.Count));
        Assert.Equal([Calls], await FailuresAsync(host, "day"));
    }

    [Fact]
    public async Task The_last_sums_are_published_when_the_host_has_no_time_left_to_stop()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = WithAModelInProduction.Order }, Cancel);

        await host.Services.GetServices<IHostedService>().OfType<SumsTeller>().Single().StopAsync(new CancellationToken(canceled: true));

        await using var other = new AppHost(azurite, host.Prefix) { Clock = clock };
        Assert.Equal([1], await FailuresAsync(other, "day"));
    }

    [Fact]
    public async Task An_open_stream_of_events_ends_when_the_host_stops()
    {
        await using var host = new AppHost(azurite) { Clock = clock };
        host.UseKestrel(0);
        host.StartServer();
        await host.WithTheSampleTaskAsync();
        await using var stream = await host.Http.GetStreamAsync(AppHost.Task("metrics/live"), Cancel);
        using var lines = new StreamReader(stream);
        Assert.Equal("event: metrics", await lines.ReadLineAsync(Cancel));

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Contains("data: ", await lines.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<int>> FailuresAsync(AppHost host, string span)
    {
        var spans = new List<int>();
        for (string? after = ""; after is not null;)
        {
            var page = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"metrics?span={span}&limit=100&from={From}{after}"), Cancel);
            spans.AddRange(page.GetProperty("spans").EnumerateArray().Select(one => one.GetProperty("metrics").GetProperty("failures").Int("value")));
            after = page.TryGetProperty("next", out var next) ? $"&after={Uri.EscapeDataString(next.GetString()!)}" : null;
        }

        return spans;
    }
}
