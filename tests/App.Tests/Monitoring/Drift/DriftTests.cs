using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Drift;

/// <summary>From calls to the drift of their columns, over HTTP.</summary>
public sealed class DriftTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 5, 0, 30, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_asked_as_in_training_is_steady_and_what_changes_later_has_drifted()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithASimpleModelAsync(LogMode.Required);
        await PredictAsync(host, Orders(seed: 2));
        var quiet = await DriftAsync(host);
        Assert.Equal(600, quiet.Int("predictions"));
        Assert.All(Columns(quiet), column => Assert.NotEqual("drifted", column.Text("verdict")));
        Assert.Equal("steady", Column(quiet, "items").Text("verdict"));

        clock.Jump(TimeSpan.FromDays(2));
        await PredictAsync(host, Orders(seed: 3).Select(order => order with { items = order.items + 2, store = order.store == "s1" ? "s99" : order.store, couriers = null }));
        var later = await DriftAsync(host);

        Assert.Equal("items", Columns(later)[0].Text("column"));
        var items = Column(later, "items");
        Assert.Equal("drifted", items.Text("verdict"));
        Assert.Contains(items.GetProperty("bins").EnumerateArray(), bin => bin.Text("label") == "above the training rows" && bin.GetProperty("live").GetDouble() > 0.2);
        Assert.Equal(1, items.GetProperty("bins").EnumerateArray().Sum(bin => bin.GetProperty("training").GetDouble()), 9);
        Assert.Equal(["known", "missing", "range"], Columns(later).SelectMany(Broken).Distinct().Order());
        Assert.Equal(["missing"], Broken(Column(later, "couriers")));
        Assert.Contains("known", Broken(Column(later, "store")));
        Assert.Equal("items", Assert.Single(Columns(await DriftAsync(host, "columns=items"))).Text("column"));
    }

    [Fact]
    public async Task What_differs_from_the_first_day_on_is_skewed()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithASimpleModelAsync(LogMode.Required);
        for (var day = 0; day < 3; day++)
        {
            await PredictAsync(host, Orders(seed: day + 5).Select(order => order with { items = order.items + 2 }));
            clock.Jump(TimeSpan.FromHours(20));
        }

        Assert.Equal("skewed", Column(await DriftAsync(host), "items").Text("verdict"));
        Assert.Equal("steady", Column(await DriftAsync(host), "store").Text("verdict"));
    }

    [Theory]
    [InlineData("model=99", HttpStatusCode.NotFound)]
    [InlineData("model=first", HttpStatusCode.BadRequest)]
    [InlineData("from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-03-05T00:00:00Z&to=2026-03-04T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.Conflict)]
    public async Task A_wrong_question_is_refused_in_words(string query, HttpStatusCode status)
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        await (await host.Http.GetAsync(AppHost.Task($"drift?{query}"), Cancel)).ProblemAsync(status);
    }

    [Fact]
    public async Task A_model_of_before_profiles_were_kept_serves_and_says_what_to_do()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        await host.UploadAsync(SampleTask.Csv(600));
        await host.TrainAsync(new { trainer = "median" });
        await host.Storage.Container(StorageNames.ModelsContainer).GetBlobClient($"{SampleTask.Definition.Name}/1/profile.json").DeleteAsync(cancellationToken: Cancel);
        await host.PromoteAsync(1, force: true);

        await PredictAsync(host, Orders(seed: 1).Take(3));
        var problem = await (await host.Http.GetAsync(AppHost.Task("drift"), Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains("Train again", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_the_model_does_not_have_is_named()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithASimpleModelAsync(LogMode.Required);
        var problem = await (await host.Http.GetAsync(AppHost.Task("drift?columns=items,nothing"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("no column nothing; it has (output), (width), couriers", problem.Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>Orders drawn as the training rows are.</summary>
    private static IEnumerable<Order> Orders(int seed) => SampleTask.Csv(600, seed).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => new Order(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), int.TryParse(cells[3], out var couriers) ? couriers : null));

    private static async Task PredictAsync(AppHost host, IEnumerable<Order> orders)
    {
        await host.PredictAsync(new { inputs = orders });
        await host.TickAsync(SampleTask.Definition.Name);
    }

    private async Task<JsonElement> DriftAsync(AppHost host, string query = "")
    {
        // A window ends with a whole minute.
        clock.Advance(TimeSpan.FromMinutes(1));
        return await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"drift?{query}"), Cancel);
    }

    private static JsonElement[] Columns(JsonElement drift) => [.. drift.GetProperty("columns").EnumerateArray()];

    private static JsonElement Column(JsonElement drift, string name) => Columns(drift).Single(column => column.Text("column") == name);

    private static IEnumerable<string> Broken(JsonElement column) =>
        column.GetProperty("contract").EnumerateArray().Where(check => check.GetProperty("broken").GetBoolean()).Select(check => check.Text("clause")!);

    private sealed record Order(string placed, string store, int items, int? couriers);
}
