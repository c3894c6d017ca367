using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.App.Tests.Monitoring.Alarms;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Bundles;

/// <summary>What explains alarms of other kinds, and what is said where there is nothing to explain them by.</summary>
public sealed class KindsTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Errors_show_the_last_failures_and_how_many_there_were_of_each_status()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await service.RunAsync(2, error: 3, errorOfStore3: 3);
        var now = service.Watched.Clock.GetUtcNow();
        await service.LogAsync([.. Enumerable.Range(0, 30).Select(i => LogRow.Refusal(now.AddSeconds(i), i % 2 == 0 ? 503 : 400, string.Create(CultureInfo.InvariantCulture, $"refusal {i}"), "{}"u8))]);
        await service.Watched.RefuseAsync(6);

        await ExplainedService.CollectAsync(service.Host);
        var ticket = Assert.Single(await service.Watched.TicketsAsync()).Text("id");
        var bundle = await service.BundleAsync(ticket!);

        var shown = bundle.GetProperty("predictions").GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(0, 15).Select(i => string.Create(CultureInfo.InvariantCulture, $"refusal {28 - (2 * i)}")), shown.Select(item => item.GetProperty("failure").Text("detail")));
        Assert.True(bundle.GetProperty("failures").Int("503") >= 120);
        Assert.Equal(("failed calls", "share"), (bundle.GetProperty("curve").Text("figure"), bundle.GetProperty("curve").Text("unit")));
        Assert.Equal(1, bundle.GetProperty("curve").GetProperty("points").EnumerateArray().Last().GetProperty("value").GetDouble());
        Assert.Equal(14.4, bundle.GetProperty("rule").GetProperty("windows")[0].GetProperty("factor").GetDouble());
    }

    [Fact]
    public async Task Latency_shows_the_slowest()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        var now = service.Watched.Clock.GetUtcNow();
        await service.LogAsync([.. Enumerable.Range(0, 50).Select(i => Slow(now, (i * 37) % 50))]);
        var slow = new Aggregate { Predictions = 50 };
        foreach (var milliseconds in Enumerable.Range(0, 50))
            slow.Latency.Add(LogBins.Of(milliseconds + 100));
        await service.Host.Services.GetRequiredService<SpanStore>().TellAsync(SampleTask.Definition.Name, [(new PartialId("another", 1, IsLate: false), new Partial([new SpanRow(Span.At(Domain.Tasks.Cadence.Second, now), new(1), slow)]))], Cancel);
        service.Watched.Clock.Advance(TimeSpan.FromMinutes(2));

        var ticket = await service.FireAsync("latency", new(now.AddMinutes(-60), now.AddMinutes(1), Verdict.Worse, 100, 50, "50 of 50 calls are slow."));
        await ExplainedService.CollectAsync(service.Host);
        var bundle = await service.BundleAsync(ticket);

        var shown = bundle.GetProperty("predictions");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 149.0 - i), shown.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("milliseconds").GetDouble()));
        Assert.Equal((50, 50), (shown.Int("read"), shown.Int("of")));
        Assert.Equal(1, bundle.GetProperty("curve").GetProperty("points").EnumerateArray().Last(point => point.TryGetProperty("value", out _)).GetProperty("value").GetDouble());
        Assert.Contains("No outcome is known", bundle.GetProperty("missing").Text("slices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_shows_the_columns_that_differ_and_the_rows_that_hold_what_has_become_frequent()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await service.Host.PredictAsync(new { inputs = Orders(1, order => order) });
        await WatchedService.LookAsync(service.Host);
        service.Watched.Clock.Advance(TimeSpan.FromHours(2));
        var from = service.Watched.Clock.GetUtcNow();
        await service.Host.PredictAsync(new { inputs = Orders(2, order => order with { items = order.items + 5 }) });
        await WatchedService.LookAsync(service.Host);
        service.Watched.Clock.Advance(TimeSpan.FromHours(1));

        var ticket = await service.FireAsync("drift", new(from, service.Watched.Clock.GetUtcNow(), Verdict.Worse, 1, 600, "1 column has changed."));
        await ExplainedService.CollectAsync(service.Host);
        var bundle = await service.BundleAsync(ticket);

        Assert.Equal("items", bundle.GetProperty("drift")[0].Text("column"));
        var shown = bundle.GetProperty("predictions").GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(20, shown.Length);
        Assert.All(shown, item => Assert.True(item.GetProperty("input").Int("items") > 6));
        Assert.All(shown, item => Assert.Equal("above the training rows", item.GetProperty("holds").Text("items")));
        Assert.True(bundle.GetProperty("curve").GetProperty("points").EnumerateArray().Last().GetProperty("value").GetDouble() >= 1);
    }

    [Fact]
    public async Task A_task_with_no_earlier_model_no_outcomes_and_no_profile_says_what_it_lacks()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await service.Host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/1/profile.json").DeleteAsync(cancellationToken: Cancel);
        // One that has not read it yet.
        await using var another = service.Watched.Another();
        var now = service.Watched.Clock.GetUtcNow();

        var ticket = await service.FireAsync("drift", new(now.AddDays(-1), now, Verdict.Worse, 1, 600, "1 column has changed."));
        await ExplainedService.CollectAsync(another);
        var bundle = await service.BundleAsync(ticket);

        Assert.Equal(["curve", "drift", "predictions", "rollback", "slices"], bundle.GetProperty("missing").EnumerateObject().Select(part => part.Name));
        Assert.All(bundle.GetProperty("missing").EnumerateObject(), part => Assert.True(part.Value.GetString()!.Length > 20));
        Assert.Equal(["drift", "1"], [bundle.GetProperty("rule").Text("name")!, $"{bundle.GetProperty("versions").Int("model")}"]);
    }

    private static byte[] Slow(DateTimeOffset at, int place) => [.. JsonSerializer.SerializeToUtf8Bytes(
        new LogRow(at.AddSeconds(place), 1, null, JsonElement.Parse("{}"), JsonElement.Parse("""{"minutes":30,"p10":20,"p90":40}"""), 100 + place, null), Domain.Kernel.Json.Options), (byte)'\n'];

    private static IEnumerable<Order> Orders(int seed, Func<Order, Order> change) => SampleTask.Csv(600, seed).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(',')).Select(cells => change(new Order(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture))));

    private sealed record Order(string placed, string store, int items);
}
