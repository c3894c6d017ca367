using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;
using static MlFunctions.App.Tests.Monitoring.Metrics.MetricsCalls;

namespace MlFunctions.App.Tests.Monitoring.Metrics;

/// <summary>From calls and outcomes to their figures, with a clock of the tests' own: of the regression that the tests share.</summary>
public sealed class MetricsTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 0, 30, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_and_outcomes_become_the_metrics_of_their_spans()
    {
        await using var host = await NewHostAsync();
        var first = await PredictAsync(host, 3);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await PredictAsync(host, 1);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = new { items = "many" } }, Cancel)).StatusCode);
        await TellAsync(host, first.Select(p => (p.Id, p.Value + 2)));
        await TellAsync(host, second.Select(p => (p.Id, p.Value - 6)));
        await TickAsync(host);

        var seconds = await MetricsAsync(host, "span=second");
        Assert.Equal([Start, Start.AddSeconds(1)], seconds.Select(span => span.GetProperty("start").GetDateTimeOffset()));
        Assert.Equal([3.0, 1], seconds.Select(span => Metric(span, "outcomes")));
        Assert.Equal([2.0, 6], seconds.Select(span => Metric(span, "mae")!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        foreach (var length in new[] { "minute", "hour", "day" })
        {
            var span = Assert.Single(await MetricsAsync(host, $"span={length}"));
            Assert.Equal((3, 4, 1), (Metric(span, "requests"), Metric(span, "outcomes"), Metric(span, "failures")));
            Assert.Equal(3, Metric(span, "mae")!.Value, 12);
            Assert.Equal(0, Metric(span, "bias")!.Value, 12);
            Assert.Equal(Math.Sqrt((3 * 4 + 36) / 4.0), Metric(span, "rmse")!.Value, 12);
            Assert.Equal(1, Assert.Single(span.GetProperty("models").EnumerateArray()).Int("model"));
        }
    }

    [Fact]
    public async Task A_corrected_outcome_takes_the_place_of_the_one_before()
    {
        await using var host = await NewHostAsync();
        var predictions = await PredictAsync(host, 2);
        await TellAsync(host, predictions.Select(p => (p.Id, p.Value + 5)));
        await TickAsync(host);
        clock.Advance(TimeSpan.FromMinutes(30));

        await TellAsync(host, [(predictions[0].Id, predictions[0].Value + 1)]);
        await TellAsync(host, [(predictions[0].Id, predictions[0].Value + 1)]);
        await TickAsync(host);

        var minute = Assert.Single(await MetricsAsync(host, "span=minute"));
        Assert.Equal(2, Metric(minute, "outcomes"));
        Assert.Equal(3, Metric(minute, "mae")!.Value, 12);
        Assert.Equal(5, Metric(Assert.Single(await MetricsAsync(host, $"span=second&from={At(Start)}")), "mae")!.Value, 12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.0 * 24)]
    [InlineData(100.0 * 24)]
    public async Task A_late_outcome_corrects_the_spans_of_its_prediction(double hours)
    {
        await using var host = await NewHostAsync();
        var predictions = await PredictAsync(host, 2);
        await TickAsync(host);
        clock.Jump(TimeSpan.FromHours(hours));
        await TellAsync(host, predictions.Select(p => (p.Id, p.Value + 4)));
        await TickAsync(host);

        foreach (var (length, reach) in new[] { ("minute", 6.0), ("hour", 60 * 24), ("day", double.PositiveInfinity) })
        {
            var spans = await MetricsAsync(host, $"span={length}&from={At(Start)}");
            if (hours <= reach)
                Assert.Equal(4, Metric(spans[0], "mae")!.Value, 12);
            else
                Assert.All(spans, span => Assert.Null(Metric(span, "mae")));
        }
    }

    [Fact]
    public async Task What_an_instance_has_told_is_shown_before_any_timer_has_merged_it_and_two_instances_add_up()
    {
        await using var one = await NewHostAsync();
        await using var other = new AppHost(azurite, one.Prefix) { Clock = clock };
        await TellAsync(one, (await PredictAsync(one, 2)).Select(p => (p.Id, p.Value + 1)));
        await TellAsync(one, (await PredictAsync(other, 2)).Select(p => (p.Id, p.Value + 3)));

        await one.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        await other.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);

        Assert.Equal(2, Metric(Assert.Single(await MetricsAsync(one, "span=second")), "mae")!.Value, 12);
        await Task.WhenAll(TickAsync(one), TickAsync(other));
        Assert.Equal((4, 2.0), (Metric(Assert.Single(await MetricsAsync(other, "span=hour&model=1")), "outcomes"), Math.Round(Metric(Assert.Single(await MetricsAsync(other, "span=hour")), "mae")!.Value, 12)));
        Assert.Empty(await MetricsAsync(other, "span=hour&model=2"));
    }

    [Fact]
    public async Task Sums_wait_while_storage_is_away_and_count_once_when_it_is_back()
    {
        var network = new CuttableNetwork();
        await using var host = await NewHostAsync(network);
        var sums = host.Services.GetRequiredService<LiveSums>();
        await PredictAsync(host, 2);
        foreach (var broken in new[] { Carriage.Down, Carriage.AnswersLost })
        {
            network.State = broken;
            await Assert.ThrowsAnyAsync<Exception>(() => sums.TellAsync(alsoLate: true, Cancel));
        }

        network.State = Carriage.Up;
        await PredictAsync(host, 1);
        await TickAsync(host);

        Assert.Equal(2, Metric(Assert.Single(await MetricsAsync(host, "span=day")), "requests"));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_over_its_gaps()
    {
        await using var host = await NewHostAsync();
        for (var minute = 0; minute < 5; minute++)
        {
            await PredictAsync(host, 1);
            clock.Advance(TimeSpan.FromMinutes(minute == 2 ? 700 : 1));
        }

        await TickAsync(host);
        var starts = new List<DateTimeOffset>();
        string? next = null;
        do
        {
            var page = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"metrics?span=minute&limit=2&from={At(Start)}{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}"), Cancel);
            starts.AddRange(page.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("start").GetDateTimeOffset()));
            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
        }
        while (next is not null);

        Assert.Equal([0, 1, 2, 702, 703], starts.Select(start => (int)(start - new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero)).TotalMinutes));
    }

    private async Task<AppHost> NewHostAsync(CuttableNetwork? network = null) =>
        await new AppHost(azurite) { Clock = clock, Network = network }.WithASimpleModelAsync(LogMode.Required);
}
