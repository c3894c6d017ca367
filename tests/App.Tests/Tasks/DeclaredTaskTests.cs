using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Tasks;

public sealed class DeclaredTaskTests(AzuriteFixture azurite)
{
    private const string Task = "api/tasks/apartment-rents";
    private const int Rows = 700;

    private static readonly object[] Columns =
    [
        new { name = "listed", type = "time", required = true },
        new { name = "street", type = "category" },
        new { name = "rooms", type = "number", required = true },
        new { name = "floor area, m²", type = "number" },
        new { name = "furnished", type = "category" },
        new { name = "text", type = "text" },
        new { name = "listing", type = "id" },
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_from_a_file_that_no_one_prepared_goes_from_its_declaration_to_a_prediction_in_five_calls()
    {
        await using var host = new AppHost(azurite);

        var declared = await PutAsync(host, Columns);
        Assert.Equal(HttpStatusCode.Created, declared.StatusCode);
        var dataset = await (await host.Http.PostAsync($"{Task}/datasets?role=training", new StringContent(Csv(), Encoding.UTF8, "text/csv"), Cancel)).JsonAsync();
        Assert.Equal(Rows, dataset.Int("rows"));
        var training = await host.Http.PostAsync($"{Task}/trainings", null, Cancel);
        await host.RunTrainingsAsync();
        var model = (await host.Http.GetFromJsonAsync<JsonElement>(training.Headers.Location, Cancel)).Int("model");
        var promoted = await host.Http.PostAsJsonAsync($"{Task}/promotions", new { model, to = "production" }, Cancel);
        Assert.Equal(HttpStatusCode.OK, promoted.StatusCode);
        var input = new Dictionary<string, object?> { ["listed"] = "2026-02-01", ["rooms"] = 3, ["floor area, m²"] = 70, ["furnished"] = true, ["street"] = "Straße 7, \"Hof\"", ["text"] = "hell 🏠", ["listing"] = 12 };
        var answer = await (await host.Http.PostAsJsonAsync($"{Task}/predictions", new { input }, Cancel)).JsonAsync();

        Assert.InRange(answer.GetProperty("output").GetProperty("rent").GetDouble(), 500, 1500);
        Assert.Equal("12", (await host.Http.GetFromJsonAsync<JsonElement>($"api/predictions/{answer.Text("id")}", Cancel)).Text("unit"));
        var card = await host.Http.GetFromJsonAsync<JsonElement>($"{Task}/models/{model}", Cancel);
        Assert.Equal(1, card.GetProperty("provenance").Int("definition"));
    }

    [Fact]
    public async Task A_definition_is_shown_with_the_schema_of_its_input_and_every_version_of_it_is_kept()
    {
        await using var host = new AppHost(azurite);
        await PutAsync(host, Columns);

        Assert.Equal(1, (await (await PutAsync(host, Columns)).JsonAsync()).Int("version"));
        var changed = await PutAsync(host, [.. Columns, new { name = "balcony", type = "category" }]);

        Assert.Equal((HttpStatusCode.OK, 2), (changed.StatusCode, (await changed.JsonAsync()).Int("version")));
        var now = await host.Http.GetFromJsonAsync<JsonElement>(Task, Cancel);
        Assert.Equal((2, 8, 8), (now.Int("version"), now.GetProperty("columns").GetArrayLength(), now.GetProperty("input").GetProperty("properties").EnumerateObject().Count()));
        Assert.Equal(7, (await host.Http.GetFromJsonAsync<JsonElement>($"{Task}?version=1", Cancel)).GetProperty("columns").GetArrayLength());
        await (await host.Http.GetAsync($"{Task}?version=3", Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        using var same = await host.Http.PutAsJsonAsync(Task, now, Cancel);
        Assert.Equal(2, (await same.JsonAsync()).Int("version"));
    }

    [Fact]
    public async Task A_change_that_contradicts_a_dataset_is_refused_and_names_it()
    {
        await using var host = new AppHost(azurite);
        await PutAsync(host, Columns);
        await host.Http.PostAsync($"{Task}/datasets?role=training", new StringContent(Csv(), Encoding.UTF8, "text/csv"), Cancel);

        var problem = await (await PutAsync(host, [new { name = "rooms", type = "category" }])).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Equal(1, problem.GetProperty("evidence")[0].Int("dataset"));
        Assert.Equal(1, (await host.Http.GetFromJsonAsync<JsonElement>(Task, Cancel)).Int("version"));
    }

    [Fact]
    public async Task A_model_goes_on_answering_by_the_columns_that_it_was_trained_with()
    {
        await using var host = await new AppHost(azurite).WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.TrainAsync(new { trainer = "median" });
        await host.PromoteAsync(1, force: true);
        var columns = SampleTask.Definition.Columns.Select(c => (object)new { name = c.Name, type = c.Type.ToString().ToLowerInvariant(), required = c.Required }).Append(new { name = "rain", type = "number" });
        var changed = await host.Http.PutAsJsonAsync($"api/tasks/{SampleTask.Definition.Name}", new { kind = "regression", columns, label = "minutes", time = "placed", block = "store", output = "minutes" }, Cancel);
        Assert.Equal(2, (await changed.JsonAsync()).Int("version"));

        await using var restarted = new AppHost(azurite, host.Prefix);
        var id = (await restarted.PredictAsync(new { input = WithAModelInProduction.Order })).Text("id");
        Assert.True((await (await restarted.Http.PostAsync($"api/predictions/{id}/replays", null, Cancel)).JsonAsync()).GetProperty("identical").GetBoolean());
        var refused = await restarted.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = new { placed = "2026-01-11", store = "s1", items = 1, rain = 2 } }, Cancel);
        await refused.ProblemAsync(HttpStatusCode.BadRequest);

        await restarted.TrainAsync(new { trainer = "median" });
        await restarted.PromoteAsync(2, force: true);
        await restarted.PredictAsync(new { input = new { placed = "2026-01-11", store = "s1", items = 1, rain = 2 } });
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("required", "required")]
    [InlineData("best-effort", "best-effort")]
    public async Task What_an_answer_owes_to_the_log_is_kept_and_shown(string? log, string shown)
    {
        await using var host = new AppHost(azurite);

        var declared = await PutAsync(host, Columns, log: log);

        Assert.Equal((HttpStatusCode.Created, shown), (declared.StatusCode, (await host.Http.GetFromJsonAsync<JsonElement>(Task, Cancel)).Text("log")));
    }

    [Theory]
    [InlineData("bestEffort")]
    [InlineData("none")]
    [InlineData(1)]
    public async Task Another_word_for_the_log_is_refused(object log)
    {
        await using var host = new AppHost(azurite);

        var problem = await (await PutAsync(host, Columns, log: log)).ProblemAsync(HttpStatusCode.BadRequest);

        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal("/log", error.Text("pointer"));
        Assert.Contains("required, best-effort", error.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_document_is_refused_with_every_mistake()
    {
        await using var host = new AppHost(azurite);

        var problem = await (await PutAsync(host, [new { name = "rooms", type = "integer" }], kind: "guessing")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equivalent(new[] { "/kind", "/columns/0/type" }, problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("pointer")));
        await (await host.Http.PutAsync(Task, new StringContent("{"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.PutAsync("api/tasks/No", new StringContent("{}"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        await (await host.Http.GetAsync(Task, Cancel)).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> PutAsync(AppHost host, object[] columns, string kind = "regression", object? log = null) =>
        host.Http.PutAsJsonAsync(Task, new { description = "Rent of an apartment.", kind, columns, label = "rent", output = "rent", unit = "listing", log }, Cancel);

    /// <summary>Every type of column, missing values, quotes, line breaks, Unicode and 300 streets.</summary>
    private static string Csv()
    {
        var random = new Random(5);
        var csv = new StringBuilder("listing,listed,street,rooms,\"floor area, m²\",furnished,text,rent,agent\n");
        for (var i = 0; i < Rows; i++)
        {
            var (street, rooms) = (random.Next(300), 1 + random.Next(5));
            var area = (18 * rooms) + random.Next(20);
            var furnished = random.Next(3) switch { 0 => "True", 1 => "false", _ => "" };
            var rent = (9 * area) + (street % 7 * 30) + (furnished == "True" ? 100 : 0) + (60 * random.NextDouble());
            csv.Append(CultureInfo.InvariantCulture, $"{i},2026-01-{1 + (i % 28):00},\"Straße {street}, \"\"Hof\"\"\",{rooms},{(random.Next(8) == 0 ? "NA" : area)},{furnished},\"hell,\n🏠 {i}\",{rent:0.00},x\n");
        }

        return csv.ToString();
    }
}
