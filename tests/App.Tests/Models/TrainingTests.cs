using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Models;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Models;

[Collection(Hosts.Trained.Name)]
public sealed class TrainingTests(AzuriteFixture azurite, WithAModelInProduction trained)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_training_tries_every_trainer_and_ranks_them()
    {
        Assert.Equal(("succeeded", 1.0), (trained.Training.Text("state"), trained.Training.GetProperty("progress").GetDouble()));
        var candidates = trained.Training.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equivalent(TrainerList.Of(TaskKind.Regression).Select(t => t.Name), candidates.Select(c => c.Text("trainer")));
        Assert.Equal("median", candidates[^1].Text("trainer"));
        double[] values = [.. candidates.Select(c => c.GetProperty("value").GetDouble())];
        Assert.Equal(values.Order(), values);
        Assert.All(candidates, c => Assert.InRange(c.GetProperty("value").GetDouble(), c.GetProperty("lower").GetDouble(), c.GetProperty("upper").GetDouble()));
        Assert.Empty(trained.Training.GetProperty("skipped").EnumerateArray());
        Assert.Equal(candidates[0].Int("model"), trained.Model);
    }

    [Fact]
    public async Task A_training_is_accepted_and_waits_for_the_timer()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));

        var accepted = await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { trainer = "median", seed = 7 }, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var queued = await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
        Assert.Equal(("queued", 0.0), (queued.Text("state"), queued.GetProperty("progress").GetDouble()));
        await host.RunTrainingsAsync();
        var done = await host.Http.GetFromJsonAsync<JsonElement>(accepted.Headers.Location, Cancel);
        Assert.Equal("succeeded", done.Text("state"));
        Assert.Equal("median", Assert.Single(done.GetProperty("candidates").EnumerateArray()).Text("trainer"));
        var list = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("trainings"), Cancel);
        Assert.Equal(done.Text("id"), Assert.Single(list.GetProperty("trainings").EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task Two_instances_run_a_training_once()
    {
        await using var one = await new AppHost(azurite).WithTheSampleTaskAsync();
        await using var two = new AppHost(azurite, one.Prefix);
        _ = two.Http;
        await one.UploadAsync(SampleTask.Csv(600));
        await one.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { trainer = "median" }, Cancel);

        await Task.WhenAll(one.RunTrainingsAsync(), two.RunTrainingsAsync());

        var models = await one.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models"), Cancel);
        Assert.Single(models.GetProperty("models").EnumerateArray());
    }

    [Fact]
    public async Task A_training_whose_instance_was_lost_is_taken_over_without_making_a_model_twice()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        var training = await host.TrainAsync(new { trainer = "median" });
        var store = host.Services.GetRequiredService<TrainingStore>();
        var done = (await store.FindAsync(SampleTask.Definition.Name, training.Text("id")!, Cancel))!;
        await store.ReplaceAsync(SampleTask.Definition.Name, done, done.Value with { State = TrainingState.Running, Holder = "lost", HeldUntil = clock.GetUtcNow() + Training.Hold }, Cancel);

        await host.RunTrainingsAsync();
        Assert.Equal("running", (await Get(host, training)).Text("state"));
        clock.Advance(Training.Hold + TimeSpan.FromSeconds(1));
        await host.RunTrainingsAsync();

        Assert.Equal("succeeded", (await Get(host, training)).Text("state"));
        Assert.Single((await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models"), Cancel)).GetProperty("models").EnumerateArray());
    }

    [Fact]
    public async Task Rows_that_cannot_be_learned_from_fail_the_training_in_words()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Header + "\n2026-01-01 10:00:00,a,1,5,20\n2026-01-01 11:00:00,a,1,5,20\n");

        var training = await host.TrainAsync();

        Assert.Equal("failed", training.Text("state"));
        Assert.Contains("2 days", training.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_validation_set_is_used_when_there_is_one()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.UploadAsync(SampleTask.Csv(300, seed: 2), "validation");

        var training = await host.TrainAsync(new { trainer = "median" });

        var card = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{training.Int("model")}"), Cancel);
        var provenance = card.GetProperty("provenance");
        Assert.Equal((1, 600), (provenance.GetProperty("training").Int("dataset"), provenance.GetProperty("training").Int("rows")));
        Assert.Equal((2, 300), (provenance.GetProperty("validation").Int("dataset"), provenance.GetProperty("validation").Int("rows")));
    }

    // The first eight days say 10 minutes, the last two, with more orders, 50.
    [Fact]
    public async Task What_was_held_out_to_judge_by_is_learned_in_the_end()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        var rows = Enumerable.Range(0, 280).Select(row => row < 80 ? (Day: 1 + (row / 10), Minutes: 10) : (Day: 9 + (row % 2), Minutes: 50));
        await host.UploadAsync(string.Join('\n', rows.Select(row => FormattableString.Invariant($"2026-01-{row.Day:00} 10:00:00,s1,1,5,{row.Minutes}")).Prepend(SampleTask.Header)) + "\n");

        var training = await host.TrainAsync(new { trainer = "median" });

        var card = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{training.Int("model")}"), Cancel);
        Assert.Equal(40, card.GetProperty("metrics").GetProperty("mae").GetProperty("value").GetDouble());
        var provenance = card.GetProperty("provenance");
        Assert.Equal((280, 200), (provenance.GetProperty("training").Int("rows"), provenance.GetProperty("validation").Int("rows")));
        await host.PromoteAsync(training.Int("model"), force: true);
        Assert.Equal(50, (await host.PredictAsync(new { input = WithAModelInProduction.Order })).GetProperty("output").GetProperty("minutes").GetDouble());

        var again = await host.TrainAsync(new { trainer = "median" });
        card = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{again.Int("model")}"), Cancel);
        Assert.Equal(training.Int("model"), card.GetProperty("provenance").Int("parent"));
        Assert.False(card.TryGetProperty("production", out _));
    }

    [Fact]
    public async Task A_model_is_compared_with_the_one_in_production_on_rows_that_neither_learned()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.UploadAsync(SampleTask.Csv(300, seed: 2), "validation");
        await host.PromoteAsync((await host.TrainAsync(new { trainer = "median" })).Int("model"), force: true);

        var better = await host.TrainAsync(new { trainer = "linear" });

        var card = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{better.Int("model")}"), Cancel);
        var production = card.GetProperty("production");
        Assert.Equal(1, production.Int("model"));
        Assert.True(production.GetProperty("difference").GetProperty("upper").GetDouble() < 0);
    }

    [Fact]
    public async Task What_cannot_be_trained_is_refused_before_it_is_queued()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();

        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { }, Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        await host.UploadAsync(SampleTask.Csv(20));
        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { trainer = "oracle" }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { training = 9 }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { validation = 1 }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsJsonAsync(AppHost.Task("trainings"), new { trainr = "median" }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PostAsync(AppHost.Task("trainings"), new StringContent("{"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync(AppHost.Task("trainings/nonsense"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static Task<JsonElement> Get(AppHost host, JsonElement training) =>
        host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"trainings/{training.Text("id")}"), Cancel);
}
