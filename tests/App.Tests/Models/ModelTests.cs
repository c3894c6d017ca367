using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Models;

[Collection(Trained.Name)]
public sealed class ModelTests(WithAModelInProduction trained)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_are_listed_with_their_stage()
    {
        var list = await trained.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("models"), Cancel);

        var stages = list.GetProperty("models").EnumerateArray().ToDictionary(m => m.Text("trainer")!, m => m.Text("stage"));
        Assert.Equal("production", stages[trained.Training.GetProperty("candidates")[0].Text("trainer")!]);
        Assert.Equal("candidate", stages["median"]);
    }

    [Fact]
    public async Task A_card_says_how_good_a_model_is_and_where_it_comes_from()
    {
        var card = await trained.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"models/{trained.Model}"), Cancel);

        var mae = card.GetProperty("metrics").GetProperty("mae");
        Assert.True(mae.GetProperty("lower").GetDouble() < mae.GetProperty("value").GetDouble() && mae.GetProperty("value").GetDouble() < mae.GetProperty("upper").GetDouble());
        Assert.NotEmpty(card.GetProperty("slices").EnumerateArray());
        Assert.Equivalent(new[] { "placed", "store", "items", "couriers" }, card.GetProperty("importance").EnumerateArray().Select(i => i.Text("column")));
        Assert.NotEmpty(card.GetProperty("search").EnumerateArray());
        var provenance = card.GetProperty("provenance");
        var dataset = await trained.Host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("datasets/1"), Cancel);
        Assert.Equal(dataset.Text("sha256"), provenance.GetProperty("training").Text("sha256"));
        Assert.Contains("the last 2 of 10 days", provenance.GetProperty("validation").Text("selection"), StringComparison.Ordinal);
        Assert.Equal(trained.Training.Text("id"), provenance.Text("trainingId"));
        Assert.Equal(64, provenance.GetProperty("artifact").Text("sha256")!.Length);
        var code = provenance.GetProperty("code");
        Assert.Equal(64, code.GetProperty("assemblies").Text("MlFunctions.Learning")!.Length);
        Assert.NotEmpty(code.Text("commit")!);
        Assert.Equal("5.0.1", code.GetProperty("packages").Text("Microsoft.ML.LightGbm"));
        Assert.NotEmpty(provenance.GetProperty("settings").EnumerateObject());
    }

    [Theory]
    [InlineData("models/99")]
    [InlineData("models/0")]
    [InlineData("models/first")]
    public async Task A_model_that_is_not_there_is_not_found(string path) =>
        await (await trained.Host.Http.GetAsync(AppHost.Task(path), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
}
