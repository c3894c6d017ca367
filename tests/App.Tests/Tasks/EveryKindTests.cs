using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Learning.Trainers;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Tasks;

/// <summary>The tasks that ship, one of each kind, from an upload to an outcome; and what a model answered to a file's rows in its evaluation, it answers over HTTP to the bit.</summary>
public sealed class EveryKindTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Searches_are_ranked_and_graded()
    {
        await using var host = new AppHost(azurite);
        var model = await host.TrainTaskAsync("search-ranking", Searches(40));
        object input = new { query = "red lamp", products = new object[] { new { id = 7, product_title = "blue chair" }, new { id = "b", product_title = "red lamp", product_description = "a lamp" } } };

        var answer = await host.AskAsync("search-ranking", "predictions", new { input });

        var ranking = answer.GetProperty("output").GetProperty("ranking");
        Assert.Equal(["\"b\"", "7"], ranking.EnumerateArray().Select(product => product.GetProperty("id").GetRawText()));
        Assert.True(ranking[0].GetProperty("score").GetDouble() > ranking[1].GetProperty("score").GetDouble());
        var card = await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/search-ranking/models/{model}", Cancel);
        Assert.Contains("requests, seed 1", card.GetProperty("provenance").GetProperty("validation").Text("selection"), StringComparison.Ordinal);
        Assert.True(card.GetProperty("differenceToBaseline").GetProperty("lower").GetDouble() > 0);
        await CheckRecordAsync(host, "search-ranking", answer.Text("id")!, new { b = 3 }, """{"b":3}""", wrong: 1);
    }

    [Fact]
    public async Task Card_payments_are_judged_and_decided()
    {
        await using var host = new AppHost(azurite);
        var model = await host.TrainTaskAsync("card-fraud", Payments(1500), "randomised-pca");

        var answer = await host.AskAsync("card-fraud", "predictions", new { input = Payment(new Random(9), isFraud: true) });

        var output = answer.GetProperty("output");
        Assert.InRange(output.GetProperty("probability").GetDouble(), 0, 1);
        Assert.True(output.GetProperty("decision").ValueKind is JsonValueKind.True or JsonValueKind.False);
        var card = await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/card-fraud/models/{model}", Cancel);
        Assert.Equal(0.001727, card.GetProperty("classes").GetProperty("prevalence").GetDouble());
        Assert.NotEmpty(card.GetProperty("reliability").EnumerateArray());
        await CheckRecordAsync(host, "card-fraud", answer.Text("id")!, true, "1", wrong: 0.5);
    }

    [Theory]
    [InlineData("search-ranking")]
    [InlineData("card-fraud")]
    public async Task Every_trainer_answers_a_row_over_HTTP_as_it_did_in_its_evaluation(string task)
    {
        await using var host = new AppHost(azurite);
        using var held = new StringContent(task == "card-fraud" ? Payments(500, seed: 2) : Searches(20, seed: 2), Encoding.UTF8, "text/csv");
        await (await host.Http.PostAsync($"api/tasks/{task}/datasets?role=validation", held, Cancel)).JsonAsync();
        await host.TrainTaskAsync(task, task == "card-fraud" ? Payments(600) : Searches(30), trainer: null);
        var models = (await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/{task}/models", Cancel)).GetProperty("models").EnumerateArray().Select(m => (Version: m.Int("version"), Trainer: m.Text("trainer"))).ToArray();
        var kind = task == "card-fraud" ? TaskKind.Binary : TaskKind.Ranking;
        Assert.Equivalent(TrainerList.Of(kind).Select(t => t.Name), models.Select(m => m.Trainer));

        foreach (var (version, _) in models)
        {
            await host.PutAsync(task, version);
            var inputs = Inputs(kind, await RowsAsync(host, task));
            var predictions = (await host.AskAsync(task, "predictions", new { inputs })).GetProperty("predictions").EnumerateArray().ToArray();
            var answers = predictions.SelectMany(p => Numbers(kind, p.GetProperty("output")));
            var evaluated = (await EvaluationAsync(host, task, version)).Select(cells => double.Parse(cells[kind == TaskKind.Binary ? 1 : ^1], CultureInfo.InvariantCulture));
            Assert.NotEmpty(evaluated);
            Assert.Equal(evaluated.Order(), answers.Order());
            var replay = await (await host.Http.PostAsync($"api/predictions/{predictions[0].Text("id")}/replays", null, Cancel)).JsonAsync();
            Assert.True(replay.GetProperty("identical").GetBoolean());
        }

        var definition = (await host.Services.GetRequiredService<TaskStore>().FindAsync(TaskName.Parse(task), Cancel))!;
        await host.Services.GetRequiredService<SetScorer>().ScoreLastAsync(definition, 1, Cancel);
        foreach (var (version, trainer) in models)
        {
            var scores = (await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/{task}/models/{version}/scores", Cancel)).GetProperty("scores").EnumerateArray();
            Assert.Contains(scores, score => score.Int("set") == 1 && score.TryGetProperty("production", out var live) && live.GetInt32() == models[^1].Version);
            var report = (await host.Services.GetRequiredService<GateKeeper>().JudgeAsync(definition, version, ModelStage.Shadow, Cancel)).Value!;
            Assert.All(report.Gates.Where(gate => gate.Gate is "contract" or "replay"), gate => Assert.True(gate.Passed, $"{trainer}: {gate.Detail}"));
        }
    }

    [Theory]
    [InlineData("card-fraud", "of both classes")]
    [InlineData("search-ranking", "with a relevant product")]
    public async Task Validation_rows_that_tell_nothing_fail_the_training_in_words(string task, string advice)
    {
        await using var host = new AppHost(azurite);
        var (rows, held) = task == "card-fraud" ? (Payments(600), Payments(24 + 1, seed: 2).Replace(",1\n", ",0\n", StringComparison.Ordinal)) : (Searches(20), "id,query,product_title,median_relevance\n1,a,b,0\n2,a,c,0\n");
        foreach (var (role, csv) in new[] { ("training", rows), ("validation", held) })
            await (await host.Http.PostAsync($"api/tasks/{task}/datasets?role={role}", new StringContent(csv, Encoding.UTF8, "text/csv"), Cancel)).JsonAsync();
        var training = await host.Http.PostAsJsonAsync($"api/tasks/{task}/trainings", new { }, Cancel);
        await host.RunTrainingsAsync();

        var failed = await host.Http.GetFromJsonAsync<JsonElement>(training.Headers.Location, Cancel);
        Assert.Equal("failed", failed.Text("state"));
        Assert.Contains(advice, failed.Text("error"), StringComparison.Ordinal);
    }

    /// <summary>The record and its replay are the answer's, an outcome of the kind is kept once, and one of another kind is refused.</summary>
    private static async Task CheckRecordAsync(AppHost host, string task, string id, object actual, string kept, object wrong)
    {
        var replay = await (await host.Http.PostAsync($"api/predictions/{id}/replays", null, Cancel)).JsonAsync();
        Assert.True(replay.GetProperty("identical").GetBoolean());
        var told = await host.AskAsync(task, "outcomes", new { outcomes = new[] { new { prediction = id, actual } } });
        Assert.Equal(1, told.Int("accepted"));
        var record = await host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{id}", Cancel);
        Assert.Equal(kept, record.GetProperty("outcome").GetProperty("actual").GetRawText());
        var refused = await host.Http.PostAsJsonAsync($"api/tasks/{task}/outcomes", new { outcomes = new[] { new { prediction = id, actual = wrong } } }, Cancel);
        await refused.ProblemAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<Dictionary<string, string>[]> RowsAsync(AppHost host, string task)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/tasks/{task}/datasets/1/rows?limit=1000");
        request.Headers.Add("Accept", "application/json");
        var page = await (await host.Http.SendAsync(request, Cancel)).JsonAsync();
        return page.GetProperty("rows").Deserialize<Dictionary<string, string>[]>()!;
    }

    private static async Task<string[][]> EvaluationAsync(AppHost host, string task, int version)
    {
        var blob = host.Storage.Container("models").GetBlobClient($"{task}/{version}/evaluation.csv");
        var lines = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    private static IEnumerable<object> Inputs(TaskKind kind, Dictionary<string, string>[] rows) => kind == TaskKind.Binary
        ? rows.Select(row => row.Where(cell => cell.Key != "Class").ToDictionary(cell => cell.Key, cell => double.Parse(cell.Value, CultureInfo.InvariantCulture)))
        : rows.GroupBy(row => row["query"]).Select(request => new
        {
            query = request.Key,
            products = request.Select(row => row.Where(cell => cell.Key is not ("query" or "median_relevance") && cell.Value.Length > 0).ToDictionary(cell => cell.Key, cell => cell.Value)),
        });

    private static IEnumerable<double> Numbers(TaskKind kind, JsonElement output) => kind == TaskKind.Binary
        ? [output.GetProperty("probability").GetDouble()]
        : output.GetProperty("ranking").EnumerateArray().Select(product => product.GetProperty("score").GetDouble());

    private static string Searches(int queries, int seed = 1)
    {
        string[] colours = ["red", "blue", "green", "black"], things = ["lamp", "chair", "shirt", "phone"];
        var random = new Random(seed);
        var csv = new StringBuilder("id,query,product_title,product_description,median_relevance\n");
        for (var i = 0; i < queries * 8; i++)
        {
            var (colour, thing) = (colours[i / 8 % 4], things[i / 32 % 4]);
            var title = (random.Next(2) == 0 ? colour : colours[random.Next(4)], random.Next(2) == 0 ? thing : things[random.Next(4)]);
            var grade = 1 + (title.Item1 == colour ? 1 : 0) + (title.Item2 == thing ? 2 : 0);
            csv.Append(CultureInfo.InvariantCulture, $"{i},{colour} {thing} {i / 8},{title.Item1} {title.Item2},{(random.Next(3) == 0 ? "" : $"\"A {title.Item2}, new\"")},{grade}\n");
        }

        return csv.ToString();
    }

    private static string Payments(int rows, int seed = 1)
    {
        var random = new Random(seed);
        var csv = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            var isFraud = i % 25 == 0;
            var payment = Payment(random, isFraud);
            if (i == 0)
                csv.AppendJoin(',', payment.Keys).Append(",Class\n");
            csv.AppendJoin(',', payment.Values.Select(value => value.ToString(CultureInfo.InvariantCulture))).Append(isFraud ? ",1\n" : ",0\n");
        }

        return csv.ToString();
    }

    private static Dictionary<string, double> Payment(Random random, bool isFraud)
    {
        var payment = new Dictionary<string, double> { ["Time"] = random.Next(172_800) };
        for (var component = 1; component <= 28; component++)
            payment[$"V{component}"] = (random.NextDouble() * 4) - 2 + (isFraud && component < 6 ? 1.5 : 0);
        payment["Amount"] = Math.Round(random.NextDouble() * 300, 2);
        return payment;
    }
}
