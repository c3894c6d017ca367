using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Rollout.Gates;

public sealed class GateTests(AzuriteFixture azurite)
{
    private static readonly string[] OfTheFirst = ["contract", "leaks", "replay", "better-than-baseline", "calibration"];
    private static readonly string[] OfTheRows = ["better-than-baseline", "quality", "slices", "calibration"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_on_an_old_set_or_beside_another_production_model_opens_no_gate()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var (first, second) = (await task.TrainAsync("linear"), await task.TrainAsync("linear", seed: 2));
        var promoted = await GatedTask.DoneAsync(await task.PromoteAsync(new { model = first, to = "production" }));
        Assert.Equal(OfTheFirst, GatedTask.Words(promoted.GetProperty("gates")).Keys);
        await task.Host.UploadAsync(SampleTask.Csv(600, seed: 7), "validation");
        var before = await task.GatesAsync(second);
        Assert.Equal(("waiting", "waiting", "waiting"), (before["quality"], before["replay"], before["latency"]));

        await GatedTask.DoneAsync(await task.PromoteAsync(new { model = second, to = "shadow" }));
        await GatedTask.DoneAsync(await task.PromoteAsync(new { model = second, to = "pilot" }));
        Assert.All((await task.GatesAsync(second)).Values, word => Assert.Equal("passed", word));

        await task.Host.UploadAsync(SampleTask.Csv(600, seed: 8), "validation");
        var after = await task.GatesAsync(second);
        Assert.All(OfTheRows, gate => Assert.Equal("waiting", after[gate]));
        await GatedTask.DoneAsync(await task.PromoteAsync(new { model = second, to = "production", by = "ann" }));
        Assert.Equal([(2, first), (3, first)], (await task.ScoresAsync(second)).Select(score => (score.Int("set"), score.Int("production"))));
        var (formerly, live) = (await task.GatesAsync(first), await task.GatesAsync(second));
        Assert.Equal(("waiting", "waiting", "passed"), (formerly["quality"], formerly["latency"], formerly["contract"]));
        Assert.Equal(("passed", "waiting"), (live["replay"], live["calibration"]));
        var history = (await task.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("deployments"), Cancel)).GetProperty("deployments").EnumerateArray().ToArray();
        Assert.Equal(["promotion", "shadow", "pilot", "promotion"], history.Select(change => change.Text("action")));
        Assert.Equal((0.01, "ann"), (history[2].GetProperty("share").GetDouble(), history[3].Text("by")));
    }

    [Fact]
    public async Task A_worse_model_is_stopped_with_every_verdict()
    {
        await using var task = await new GatedTask(azurite).BeginAsync(new(Margin: 0.5, SliceMargin: 0.5));
        var (good, bad) = (await task.TrainAsync("lightgbm"), await task.TrainAsync("median"));
        await task.Host.UploadAsync(SampleTask.Csv(1500, seed: 7), "validation");
        await GatedTask.DoneAsync(await task.PromoteAsync(new { model = good, to = "production" }));

        var problem = await (await task.PromoteAsync(new { model = bad, to = "production" })).ProblemAsync(HttpStatusCode.Conflict);

        var gates = problem.GetProperty("evidence").EnumerateArray().ToDictionary(gate => gate.Text("gate")!);
        Assert.Equal(11, gates.Count);
        Assert.All(["better-than-baseline", "quality", "slices"], gate => Assert.False(gates[gate].GetProperty("passed").GetBoolean()));
        Assert.All(["contract", "leaks", "replay", "latency", "memory", "shadow", "pilot"], gate => Assert.True(gates[gate].GetProperty("passed").GetBoolean(), gate));
        Assert.Equal(good, gates["quality"].GetProperty("inputs").Int("production"));
        Assert.True(gates["quality"].GetProperty("statistic").GetDouble() > 0.5);
    }

    [Fact]
    public async Task Without_a_validation_set_two_models_are_compared_by_the_same_held_out_rows_or_not_at_all()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var (first, second) = (await task.TrainAsync("lightgbm"), await task.TrainAsync("linear"));
        await task.Host.PutAsync("sample-task", first);
        Assert.Equal("waiting", (await task.GatesAsync(second))["quality"]);
        var report = await task.Host.Services.GetRequiredService<GateKeeper>().JudgeAsync(await DefinitionAsync(task), second, ModelStage.Production, Cancel);
        var quality = report.Value!.Gates.Single(gate => gate.Gate == "quality");
        var cards = await Task.WhenAll(new[] { first, second }.Select(model => task.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{model}"), Cancel)));
        double[] mae = [.. cards.Select(card => card.GetProperty("metrics").GetProperty("mae").GetProperty("value").GetDouble())];
        Assert.Equal((mae[1] - mae[0]) / mae[0], quality.Inputs["loss"], 1e-9);
        Assert.NotEqual("waiting", (await task.GatesAsync(second))["quality"]);

        await task.Host.UploadAsync(SampleTask.Csv(800, seed: 3));
        var other = await task.TrainAsync("lightgbm");
        Assert.Equal("passed", (await task.GatesAsync(other))["quality"]);
        await task.Host.PutAsync("sample-task", other);
        var apart = (await task.Host.Services.GetRequiredService<GateKeeper>().ReadAsync(await DefinitionAsync(task), second, ModelStage.Production, Cancel)).Value!;
        Assert.Contains("upload validation rows", apart.Gates.Single(gate => gate.Gate == "quality").Detail, StringComparison.Ordinal);
        Assert.False(apart.Waiting);
    }

    [Fact]
    public async Task Where_somebody_asks_shadow_and_pilot_are_watched()
    {
        await using var task = await new GatedTask(azurite).BeginAsync(new(Margin: 0.5, SliceMargin: 2, ShadowRows: 100));
        var (first, second) = (await task.TrainAsync("linear"), await task.TrainAsync("linear", seed: 2));
        await task.Host.PutAsync("sample-task", first);
        var hour = task.Clock.GetUtcNow().AddHours(-2);
        await task.Host.Services.GetRequiredService<SpanStore>().TellAsync(SampleTask.Definition.Name, [(new PartialId("another", 1, IsLate: false), new Partial([new SpanRow(Span.At(Cadence.Minute, hour), new Series(first), new Aggregate { Predictions = 100 })]))], Cancel);

        var gates = await task.GatesAsync(second);

        Assert.Equal(("waiting", "waiting"), (gates["shadow"], gates["pilot"]));
        Assert.Equal("waiting", (await task.GatesAsync(second, "pilot"))["shadow"]);
        Assert.DoesNotContain("pilot", (await task.GatesAsync(second, "pilot")).Keys);
    }

    [Fact]
    public async Task A_new_set_scores_production_and_the_newest_models_once_and_says_how_old_they_are()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();
        var (first, second) = (await task.TrainAsync("lightgbm"), await task.TrainAsync("median"));
        await task.Host.PutAsync("sample-task", first);
        await task.Host.UploadAsync(SampleTask.Csv(600, seed: 7).Replace("2026-01-", "2026-02-", StringComparison.Ordinal), "validation");
        var scorer = task.Host.Services.GetRequiredService<SetScorer>();
        var definition = await DefinitionAsync(task);

        await scorer.ScoreLastAsync(definition, 2, Cancel);
        var scores = await task.ScoresAsync(second);
        task.Clock.Advance(TimeSpan.FromHours(1));
        await scorer.ScoreLastAsync(definition, 2, Cancel);

        Assert.Equal(scores.Select(score => score.GetRawText()), (await task.ScoresAsync(second)).Select(score => score.GetRawText()));
        var score = Assert.Single(scores).GetProperty("score");
        Assert.Equal(600, score.GetProperty("evaluation").Int("rows"));
        Assert.InRange(score.GetProperty("ageDays").GetDouble(), 25, 27);
        Assert.Equal(["leaks", "quality", "slices", "calibration"], score.GetProperty("checks").EnumerateArray().Select(check => check.Text("gate")));
        Assert.False(Assert.Single(await task.ScoresAsync(first)).GetProperty("score").GetProperty("evaluation").TryGetProperty("production", out _));
        Assert.Contains("learned from dataset 1", (await scorer.ScoreAsync(definition, second, 1, Cancel)).Refusal?.Detail, StringComparison.Ordinal);
        await (await task.Host.Http.GetAsync(AppHost.Task("models/1/scores?after=x"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await task.Host.Http.GetAsync(AppHost.Task("models/9/scores"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_regression_trainers_model_keeps_the_contract_and_answers_the_same_again()
    {
        await using var task = await new GatedTask(azurite).BeginAsync(rows: 300);
        foreach (var trainer in TrainerList.Of(TaskKind.Regression))
        {
            var model = await task.TrainAsync(trainer.Name);
            var report = (await task.Host.Services.GetRequiredService<GateKeeper>().JudgeAsync(await DefinitionAsync(task), model, ModelStage.Shadow, Cancel)).Value!;
            Assert.All(report.Gates.Where(gate => gate.Gate is "contract" or "replay"), gate => Assert.True(gate.Passed, $"{trainer.Name}: {gate.Detail}"));
        }
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused()
    {
        await using var task = await new GatedTask(azurite).BeginAsync();

        await (await task.Host.Http.GetAsync(AppHost.Task("models/1/gates"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await task.Host.Http.GetAsync(AppHost.Task("models/x/gates"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await task.Host.Http.GetAsync(AppHost.Task("models/1/gates?to=retired"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await task.PromoteAsync(new { model = 1, to = "shadow" })).ProblemAsync(HttpStatusCode.NotFound);
        var model = await task.TrainAsync("median");
        await (await task.PromoteAsync(new { model, to = "shadow" })).ProblemAsync(HttpStatusCode.Conflict);
    }

    private static async Task<TaskDefinition> DefinitionAsync(GatedTask task) =>
        (await task.Host.Services.GetRequiredService<Storage.Tasks.TaskStore>().FindAsync(SampleTask.Definition.Name, Cancel))!;
}
