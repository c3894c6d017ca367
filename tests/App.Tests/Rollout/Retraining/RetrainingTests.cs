using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Rollout.Retraining;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.App.Tests.Monitoring.Alarms;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Retraining;

public sealed class RetrainingTests(AzuriteFixture azurite)
{
    private static readonly TaskDefinition ByPerformance = SampleTask.Definition with { Retraining = new(MaxAgeDays: 3650, Trainer: "linear") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_whose_rows_are_old_is_trained_anew_once_there_are_new_rows()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(5, error: 1);
        await LookAsync(service.Host, SampleTask.Definition);
        Assert.Empty(await RetrainingsAsync(service));
        Assert.StartsWith("There are no new rows: dataset 1 has been learned from. The rows that model 1 learned from end 52", (await NowAsync(service)).Text("detail"), StringComparison.Ordinal);

        await service.Host.UploadAsync(SampleTask.Csv(600, seed: 2));
        Assert.Equal(("age", true), ((await NowAsync(service)).Text("cause"), (await NowAsync(service)).GetProperty("retrain").GetBoolean()));
        await LookAsync(service.Host, SampleTask.Definition);

        var queued = Assert.Single(await RetrainingsAsync(service));
        Assert.Equal((1, "age", "queued", false), (queued.Int("number"), queued.Text("cause"), queued.Text("state"), queued.TryGetProperty("ticket", out _)));
        var training = await TrainingAsync(service, queued);
        Assert.Equal(("median", 2, 1), (training.GetProperty("order").Text("trainer"), training.GetProperty("order").Int("training"), training.GetProperty("order").Int("seed")));
        Assert.StartsWith("Retraining 1 is on.", (await NowAsync(service)).Text("detail"), StringComparison.Ordinal);

        await service.Host.RunTrainingsAsync();
        await LookAsync(service.Host, SampleTask.Definition);
        var ended = Assert.Single(await RetrainingsAsync(service));
        Assert.Equal(("succeeded", 2), (ended.Text("state"), ended.GetProperty("result").Int("model")));
        var reason = (await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models/2"), Cancel)).GetProperty("provenance").GetProperty("reason");
        Assert.Equal((1, "age", queued.Text("detail")), (reason.Int("number"), reason.Text("cause"), reason.Text("detail")));
        Assert.StartsWith("There are no new rows: dataset 2", (await NowAsync(service)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_that_grow_are_answered_by_one_training_of_two_instances_and_the_ticket_hears_of_it()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await using var another = service.Another();
        await service.Host.UploadAsync(SampleTask.Csv(900, seed: 2));
        await service.Host.UploadAsync(SampleTask.Csv(300, seed: 3), "validation");
        await service.RunAsync(6, error: 1);
        await Task.WhenAll(LookAsync(service.Host, ByPerformance), LookAsync(another, ByPerformance));
        Assert.Empty(await RetrainingsAsync(service));

        await service.RunAsync(10, error: 3);
        await Task.WhenAll(LookAsync(service.Host, ByPerformance), LookAsync(another, ByPerformance));
        var ticket = Assert.Single(await service.TicketsAsync()).Text("id")!;
        var queued = Assert.Single(await RetrainingsAsync(service));
        Assert.Equal(("performance", ticket), (queued.Text("cause"), queued.Text("ticket")));
        Assert.Equal(["1", "2"], (await TrainingsAsync(service)).Select(training => $"{training.GetProperty("order").Int("training")}"));
        await service.Host.RunTrainingsAsync();
        await Task.WhenAll(LookAsync(service.Host, ByPerformance), LookAsync(another, ByPerformance));

        var result = Assert.Single(await RetrainingsAsync(service)).GetProperty("result");
        Assert.Equal(("gained", 2), (result.Text("outcome"), result.Int("model")));
        string[] comments = [.. (await EventsAsync(service, ticket)).Where(next => next.Text("by") == "retraining").Select(next => next.Text("detail")!)];
        Assert.Equal(2, comments.Length);
        Assert.StartsWith("Retraining 1 (performance) is queued. mae of model 1 is ", comments[0], StringComparison.Ordinal);
        Assert.StartsWith("Retraining 1 has ended. Model 2 is better than model 1: its mae less that one's on the same 300 rows is -", comments[1], StringComparison.Ordinal);
        Assert.Equal(ticket, (await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models/2"), Cancel)).GetProperty("provenance").GetProperty("reason").Text("ticket"));
        var kept = (await service.Host.Services.GetRequiredService<RetrainingStore>().AllAsync(SampleTask.Definition.Name, Cancel)).Select(record => record.Value).ToArray();
        Assert.Equal((kept[0].Reason.Cause, kept[0].Reason.Detail), (kept[0].Replay([]).Cause!.Value, kept[0].Replay([]).Detail));

        // In production it is as wrong as the outcomes say, which is not what its card says.
        await service.Host.PromoteAsync(2, force: true);
        await service.RunAsync(8, error: 3);
        await LookAsync(service.Host, ByPerformance);
        Assert.False(Assert.Single(await RetrainingsAsync(service)).GetProperty("online").GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_comment_that_was_lost_with_its_instance_is_written_by_the_next_look_once()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(4, error: 1);
        await service.RunAsync(6, error: 3);
        var id = TicketId.Parse(Assert.Single(await service.TicketsAsync()).Text("id")!);
        var tickets = service.Host.Services.GetRequiredService<TicketNotes>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => tickets.NoteAsync(id, RetrainingRules.By, "It is queued.", Cancel)));

        Assert.Equal("It is queued.", Assert.Single(await EventsAsync(service, $"{id}"), next => next.Text("by") == "retraining").Text("detail"));
    }

    [Fact]
    public async Task Lists_and_staleness_refuse_in_words_what_does_not_exist()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        await (await host.Http.GetAsync("api/tasks/none/retrainings", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync("api/tasks/none/staleness", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync(AppHost.Task("retrainings?after=one"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync(AppHost.Task("staleness"), Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        var empty = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("retrainings"), Cancel);
        Assert.Equal((0, false), (empty.GetProperty("retrainings").GetArrayLength(), empty.GetProperty("now").GetProperty("retrain").GetBoolean()));
        await LookAsync(host, SampleTask.Definition);
    }

    [Fact]
    public async Task Staleness_is_measured_by_models_of_productions_trainer_and_shortens_the_age()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        foreach (var trainer in new[] { "median", "median", "median", "linear" })
            await service.Host.TrainAsync(new { trainer });
        var models = service.Host.Storage.Container("models");
        foreach (var (model, age, mae) in new[] { (1, 40, 10.6), (2, 30, 10.4), (3, 20, 10.3), (4, 1, 10.0), (5, 0, 5.0) })
        {
            var score = new SetScore(9, "", model, service.Clock.GetUtcNow(), new Evaluation(100, 10, "", Better.Lower, [new("mae", mae, mae - 0.1, mae + 0.1)], [], new("mae", 0, 0, 0), null, [], []), [], age);
            await models.GetBlobClient($"{SampleTask.Definition.Name}/{model}/scores/9-1.json").UploadAsync(BinaryData.FromObjectAsJson(score, Json.Options), Cancel);
        }

        var staleness = await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("staleness"), Cancel);

        Assert.Equal(("median", 3, 3), (staleness.Text("trainer"), staleness.GetProperty("points").GetArrayLength(), staleness.GetProperty("curve").GetArrayLength()));
        var limit = staleness.GetProperty("limitDays").GetDouble();
        Assert.Equal(20 * 0.02 / 0.03, limit, 6);
        var definition = SampleTask.Definition with { Retraining = new(MaxAgeDays: 3650) };
        Assert.Contains(FormattableString.Invariant($"the limit is {limit:0.##} days, as older models were measured"), (await service.Host.Services.GetRequiredService<RetrainingJob>().DecideAsync(definition, Cancel)).Detail, StringComparison.Ordinal);
    }

    private static Task LookAsync(AppHost host, TaskDefinition task) => host.Services.GetRequiredService<RetrainingJob>().RunAsync(task, Cancel);

    private static async Task<JsonElement[]> RetrainingsAsync(WatchedService service) =>
        [.. (await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("retrainings"), Cancel)).GetProperty("retrainings").EnumerateArray()];

    private static async Task<JsonElement> NowAsync(WatchedService service) => (await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("retrainings"), Cancel)).GetProperty("now");

    private static async Task<JsonElement[]> TrainingsAsync(WatchedService service) =>
        [.. (await service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("trainings"), Cancel)).GetProperty("trainings").EnumerateArray()];

    private static Task<JsonElement> TrainingAsync(WatchedService service, JsonElement retraining) =>
        service.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"trainings/{retraining.Text("training")}"), Cancel);

    private static async Task<JsonElement[]> EventsAsync(WatchedService service, string ticket) =>
        [.. (await service.Host.Http.GetFromJsonAsync<JsonElement>($"api/tickets/{ticket}", Cancel)).GetProperty("events").EnumerateArray()];
}
