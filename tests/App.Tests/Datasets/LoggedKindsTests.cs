using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Rollout.Cuts;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets;

/// <summary>Rankings and decisions become rows too, and what must not be on both sides is not.</summary>
public sealed class LoggedKindsTests(AzuriteFixture azurite)
{
    private static readonly DatasetPolicy Policy = new(Rows: 5000, FewestRows: 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_each_query_the_newest_request_is_on_one_side_with_a_line_a_product()
    {
        var ranking = new TaskDefinition(
            TaskName.Parse("lists"), "", TaskKind.Ranking, [new("query", ColumnType.Text, Required: true), new("id", ColumnType.Id), new("size", ColumnType.Number)], "grade", "ndcg@10", Group: "query");
        await using var host = await NewHostAsync(ranking, "query,id,size,grade\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"q{i / 5},{i},{i % 7},{i % 3}\n")), "unranked");
        foreach (var grade in new[] { 0, 3 })
        {
            var inputs = Enumerable.Range(0, 40).Select(query => new { query = $"a \"query\", {query}", products = Enumerable.Range(0, 3).Select(product => new { id = product, size = product }) });
            var answers = (await host.AskAsync("lists", "predictions", new { inputs })).GetProperty("predictions").EnumerateArray();
            await host.AskAsync("lists", "outcomes", new { outcomes = answers.Select(answer => new { prediction = answer.Text("id"), actual = new Dictionary<string, int> { ["1"] = grade } }) });
        }

        var (training, validation) = await MakeAsync(host, ranking);

        Assert.Equal(120, training.Count + validation.Count);
        Assert.NotEmpty(validation);
        Assert.Empty(training.Select(row => row.Input.Texts[0]).Intersect(validation.Select(row => row.Input.Texts[0])));
        Assert.All(training.Chunk(3), request => Assert.Equal([0, 3, 0], request.Select(row => row.Label)));
        Assert.All(training.Chunk(3), request => Assert.Equal(["0", "1", "2"], request.Select(row => row.Input.Texts[1])));
    }

    [Fact]
    public async Task A_card_is_on_one_side_and_what_two_cards_say_is_once()
    {
        var payments = new TaskDefinition(TaskName.Parse("payments"), "", TaskKind.Binary, [new("amount", ColumnType.Number)], "fraud", "averagePrecision", Unit: "card");
        await using var host = await NewHostAsync(payments, "amount,fraud\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{i},{(i % 5 == 0 ? 1 : 0)}\n")), "base-rate");
        for (var card = 0; card < 30; card++)
        {
            // Amounts 0 to 4 are everybody's, the others each card's own.
            object[] inputs = [.. Enumerable.Range(0, 5).Concat(Enumerable.Range(0, 5).Select(payment => 1000 + (10 * card) + payment)).Select(amount => new { amount })];
            var answers = (await host.AskAsync("payments", "predictions", new { unit = $"card {card}", inputs })).GetProperty("predictions").EnumerateArray();
            await host.AskAsync("payments", "outcomes", new { outcomes = answers.Select((answer, payment) => new { prediction = answer.Text("id"), actual = payment % 5 == 0 }) });
        }

        var (training, validation) = await MakeAsync(host, payments);

        Assert.Equal((30 * 5) + 5, training.Count + validation.Count);
        Assert.NotEmpty(validation);
        Assert.Empty(Cards(training).Intersect(Cards(validation)));
        Assert.Equal(31, training.Concat(validation).Count(row => row.Label == 1));

        static IEnumerable<double> Cards(IEnumerable<Example> rows) => rows.Select(row => row.Input.Numbers[0]).Where(amount => amount >= 1000).Select(amount => Math.Floor(amount / 10)).Distinct();
    }

    private async Task<AppHost> NewHostAsync(TaskDefinition task, string csv, string trainer)
    {
        var host = new AppHost(azurite);
        await host.Services.GetRequiredService<TaskStore>().AddAsync(task, Cancel);
        using var body = new StringContent(csv, Encoding.UTF8, "text/csv");
        await (await host.Http.PostAsync($"api/tasks/{task.Name}/datasets?role=training", body, Cancel)).JsonAsync();
        await host.AskAsync($"{task.Name}", "trainings", new { trainer });
        await host.RunTrainingsAsync();
        Assert.True((await host.PutAsync($"{task.Name}", 1)).IsDone);
        return host;
    }

    private static async Task<(IReadOnlyList<Example> Training, IReadOnlyList<Example> Validation)> MakeAsync(AppHost host, TaskDefinition task)
    {
        var made = await host.Services.GetRequiredService<DatasetJob>().MakeAsync(task with { Datasets = Policy }, DateTimeOffset.UtcNow.AddHours(1), Cancel);
        Assert.Equal([DatasetRole.Validation, DatasetRole.Training], made.Select(dataset => dataset.Role));
        var datasets = host.Services.GetRequiredService<DatasetStore>();
        return (await datasets.ExamplesAsync(task, made[1].Version, Cancel), await datasets.ExamplesAsync(task, made[0].Version, Cancel));
    }
}
