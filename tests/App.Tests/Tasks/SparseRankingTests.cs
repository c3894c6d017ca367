using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Tasks;

public sealed class SparseRankingTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ranking_by_plain_numbers_is_learned_from_a_sparse_file_and_served_its_zeros()
    {
        const string Task = "api/tasks/numbers";
        await using var host = new AppHost(azurite);
        object[] columns = [new { name = "qid", type = "id" }, .. Enumerable.Range(1, 3).Select(feature => new { name = $"{feature}", type = "number" })];
        await (await host.Http.PutAsJsonAsync(Task, new { kind = "ranking", label = "grade", group = "qid", metric = "ndcg@3", columns }, Cancel)).JsonAsync();
        var random = new Random(1);
        var lines = Enumerable.Range(0, 600).Select(row => random.Next(3) is var grade ? $"{grade} qid:{row / 10}{(grade == 0 ? "" : $" 1:{grade}")} 2:{random.Next(100)}" : "");
        using var file = new StringContent(string.Join('\n', lines), Encoding.UTF8, "text/x-svmlight");
        var dataset = await (await host.Http.PostAsync($"{Task}/datasets?role=training", file, Cancel)).JsonAsync();
        Assert.Equal((600, "svmLight"), (dataset.Int("rows"), dataset.Text("format")));
        var training = await host.Http.PostAsJsonAsync($"{Task}/trainings", new { trainer = "lightgbm" }, Cancel);
        await host.RunTrainingsAsync();
        var model = (await host.Http.GetFromJsonAsync<JsonElement>(training.Headers.Location, Cancel)).Int("model");
        Assert.True((await host.PutAsync("numbers", model)).IsDone);

        var input = new { qid = "new", products = new object[] { new Dictionary<string, object> { ["id"] = 1, ["2"] = 50 }, new Dictionary<string, object> { ["id"] = 2, ["1"] = 2, ["2"] = 50 }, new Dictionary<string, object> { ["id"] = 3, ["1"] = 0, ["2"] = 50 } } };
        var ranking = (await host.AskAsync("numbers", "predictions", new { input })).GetProperty("output").GetProperty("ranking").EnumerateArray().ToDictionary(p => p.Int("id"), p => p.GetProperty("score").GetDouble());

        Assert.True(ranking[2] > ranking[1]);
        Assert.Equal(ranking[1], ranking[3]);
    }
}
