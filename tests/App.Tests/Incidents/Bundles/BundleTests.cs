using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Bundles;

/// <summary>From a shift to what explains it.</summary>
public sealed class BundleTests(AzuriteFixture azurite)
{
    private static readonly string[] Parts = ["alarm", "curve", "deployments", "predictions", "rollback", "rule", "similar", "slices", "trainings", "versions"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shift_opens_a_ticket_with_all_that_explains_it_which_outlives_the_log()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await SolvedAsync(service);
        await service.RunAsync(3, error: 3, errorOfStore3: 3);
        await service.Host.TrainAsync(new { trainer = "median", seed = 5 });
        Assert.True((await service.Host.PromoteAsync(2, force: true)).IsSuccessStatusCode);
        service.Watched.Clock.Advance(TimeSpan.FromSeconds(5));
        service.Told.Clear();
        await service.RunAsync(2, error: 3, errorOfStore3: 3);
        await service.RunAsync(4, error: 12, errorOfStore3: 60);
        var ticket = (await service.Watched.TicketsAsync()).First(one => one.Text("id") != "earlier").Text("id")!;
        await (await service.Host.Http.GetAsync($"api/tickets/{ticket}/bundle", Cancel)).ProblemAsync(HttpStatusCode.NotFound);

        await ExplainedService.CollectAsync(service.Host);
        var bundle = await service.BundleAsync(ticket);

        Assert.Empty(bundle.GetProperty("missing").EnumerateObject());
        Assert.All(Parts, part => Assert.True(bundle.TryGetProperty(part, out _), part));
        var alarm = bundle.GetProperty("alarm").GetProperty("evaluation");
        var curve = bundle.GetProperty("curve");
        Assert.Equal(("mae", "minutes"), (curve.Text("figure"), curve.Text("unit")));
        Assert.InRange(curve.GetProperty("points").GetArrayLength(), 2, 120);
        Assert.True(curve.GetProperty("points").EnumerateArray().Last().GetProperty("to").GetDateTimeOffset() >= alarm.GetProperty("to").GetDateTimeOffset());
        Assert.True(curve.GetProperty("points").EnumerateArray().Last(point => point.TryGetProperty("value", out _)).GetProperty("value").GetDouble() > 10);
        Worst(service, bundle.GetProperty("predictions"));
        var slice = bundle.GetProperty("slices").GetProperty("slices")[0];
        Assert.Equal(("store", "s3"), (slice.Text("column"), slice.Text("value")));
        Assert.Equal((2, 1), (bundle.GetProperty("versions").Int("model"), bundle.GetProperty("versions").GetProperty("training").Int("dataset")));
        Assert.Equal(5, bundle.GetProperty("versions").Int("seed"));
        Assert.Equal([1, 2], bundle.GetProperty("deployments").EnumerateArray().Select(change => change.Int("model")));
        Assert.Equal(2, bundle.GetProperty("trainings").GetArrayLength());
        var rollback = bundle.GetProperty("rollback");
        Assert.Equal((1, true), (rollback.Int("model"), rollback.GetProperty("isComparable").GetBoolean()));
        Assert.InRange(rollback.GetProperty("live").GetProperty("value").GetDouble(), 2, 4);
        Assert.InRange(rollback.GetProperty("presentLive").GetProperty("value").GetDouble(), 4, 40);
        var similar = Assert.Single(bundle.GetProperty("similar").EnumerateArray());
        Assert.Equal(("earlier", "A courier company was on strike.", "Orders go to another company."), (similar.Text("id"), similar.Text("rootCause"), similar.Text("resolution")));

        await ForgetAsync(service.Host.Storage);
        Assert.Equal(bundle.GetRawText(), (await service.BundleAsync(ticket)).GetRawText());
        await (await service.Host.Http.GetAsync($"api/tickets/{ticket}/bundle?number=7000", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await service.Host.Http.GetAsync($"api/tickets/{ticket}/bundle?number=one", Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>Outcomes so large that the mean of their errors is infinite, which JSON has no number for.</summary>
    [Fact]
    public async Task A_part_that_cannot_be_written_is_named_and_keeps_back_nothing_else()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await service.RunAsync(1, error: 3, errorOfStore3: 1e308);
        var now = service.Watched.Clock.GetUtcNow();
        var ticket = await service.FireAsync("mae", new(now.AddMinutes(-5), now, Domain.Monitoring.Alarms.Rules.Verdict.Worse, 9, 240, "mae is 9."));

        await ExplainedService.CollectAsync(service.Host);
        var bundle = await service.BundleAsync(ticket);

        Assert.Contains("give no mae", bundle.GetProperty("missing").Text("slices"), StringComparison.Ordinal);
        Assert.Equal("mae is 9.", bundle.GetProperty("alarm").GetProperty("evaluation").Text("detail"));
        Assert.Equal(1, bundle.GetProperty("versions").Int("model"));
    }

    [Fact]
    public async Task Two_instances_and_restarts_keep_one_bundle_and_tell_of_it_once()
    {
        await using var service = await ExplainedService.StartAsync(azurite);
        await using var another = service.Watched.Another();
        await service.RunAsync(1, error: 3, errorOfStore3: 3);
        var now = service.Watched.Clock.GetUtcNow();
        var ticket = await service.FireAsync("mae", new(now.AddMinutes(-5), now, Domain.Monitoring.Alarms.Rules.Verdict.Worse, 9, 240, "mae is 9."));

        await Task.WhenAll(ExplainedService.CollectAsync(service.Host), ExplainedService.CollectAsync(another));
        await ExplainedService.CollectAsync(another);

        Assert.Equal(["opened", "bundled"], await service.ActionsAsync(ticket));
        var bundle = await service.BundleAsync(ticket);
        Assert.Equal((1, ticket.ToString()), (bundle.Int("event"), bundle.Text("ticket")));
        Assert.Equal("There is no earlier model in production to roll back to.", bundle.GetProperty("missing").Text("rollback"));
    }

    /// <summary>An earlier ticket, opened by people, and solved.</summary>
    private static async Task SolvedAsync(ExplainedService service)
    {
        var (desk, id, at) = (service.Host.Services.GetRequiredService<TicketDesk>(), TicketId.Parse("earlier", null), service.Watched.Clock.GetUtcNow());
        var subject = new TicketSubject(SampleTask.Definition.Name, "Orders come later than predicted, mae is far beyond its threshold", Severity.Sev2, Source: TicketSubject.FromPeople);
        TicketEvent[] events =
        [
            new(1, at, TicketAction.Opened, "Ada", "Opened.", subject),
            new(2, at, TicketAction.Resolved, "Ada", "Orders go to another company.") { RootCause = "A courier company was on strike." },
        ];
        foreach (var next in events)
            await desk.ChangeAsync(id, (_, _) => Task.FromResult<Result<TicketEvent>?>(next), Cancel);
    }

    /// <summary>The worst that are shown are the worst of all that were told.</summary>
    private static void Worst(ExplainedService service, JsonElement shown)
    {
        var items = shown.GetProperty("items").EnumerateArray().ToArray();
        var worst = service.Told.OrderByDescending(one => one.Value).Take(20).ToArray();
        Assert.Equal(worst.Select(one => one.Key), items.Select(item => item.Text("id")));
        Assert.Equal(worst.Select(one => one.Value), items.Select(item => item.GetProperty("error").GetDouble()));
        Assert.All(items, item => Assert.Equal("s3", item.GetProperty("input").Text("store")));
        Assert.All(items, item => Assert.Equal(item.GetProperty("error").GetDouble(), item.GetProperty("actual").GetDouble() - item.GetProperty("output").GetProperty("minutes").GetDouble()));
        Assert.Equal((service.Told.Count, service.Told.Count), (shown.Int("read"), shown.Int("of")));
    }

    /// <summary>What happens to logs, outcomes and metrics in the end.</summary>
    private static async Task ForgetAsync(StorageAccount account)
    {
        await account.Container(StorageNames.PredictionsContainer).DeleteAsync(cancellationToken: Cancel);
        await account.Table(StorageNames.OutcomesTable).DeleteAsync(Cancel);
        await account.Table(StorageNames.MetricsTable).DeleteAsync(Cancel);
    }
}
