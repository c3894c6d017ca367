using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Rollout.Cuts;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets;

/// <summary>Datasets of the log, made by a clock of the tests' own: what is told late changes later versions only.</summary>
public sealed class LoggedDatasetTests(AzuriteFixture azurite)
{
    private const int OrdersADay = 40;

    private static readonly DateTimeOffset Start = new(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);

    private static readonly TaskDefinition Task = SampleTask.Definition with
    {
        Datasets = new DatasetPolicy(RefreshDays: 1, ValidationDays: 1, TrainingDays: 3, Rows: 1000, FewestRows: 10),
    };

    private readonly FakeTimeProvider clock = new(Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes_that_are_told_late_leave_earlier_versions_as_they_were_and_are_in_later_ones()
    {
        await using var host = await NewHostAsync();
        var days = new List<string[]>();
        for (var day = 0; day < 4; day++)
        {
            days.Add(await PredictAsync(host, OrdersADay));
            await TellAsync(host, days[day].Take(OrdersADay / 2), 30);
            clock.Jump(TimeSpan.FromDays(1));
        }

        await RefreshAsync(host);
        var (validation, training) = (await DescribeAsync(host, "current?role=validation"), await DescribeAsync(host, "current?role=training"));
        var cut = new DateTimeOffset(Start.Date, TimeSpan.Zero).AddDays(4);
        Assert.Equal((OrdersADay / 2, OrdersADay * 3 / 2), (validation.Int("rows"), training.Int("rows")));
        Assert.Equal(cut, validation.GetProperty("origin").GetProperty("cut").GetDateTimeOffset());
        Assert.Equal(1, training.GetProperty("origin").Int("previous"));
        Assert.True(training.GetProperty("to").GetDateTimeOffset().UtcDateTime.Date < validation.GetProperty("from").GetDateTimeOffset().UtcDateTime.Date);
        var (before, lineage) = (await BytesAsync(host, validation), await BytesAsync(host, validation, "lineage.csv"));

        // Backfilled, and corrected, after the cut; then the same cut is made again, by two at once.
        await TellAsync(host, days[3].Skip(OrdersADay / 2), 41);
        await TellAsync(host, days[3].Take(5), 77);
        var job = host.Services.GetRequiredService<DatasetJob>();
        var again = await System.Threading.Tasks.Task.WhenAll(job.MakeAsync(Task, cut, Cancel), job.MakeAsync(Task, cut, Cancel));
        Assert.All(again, made => Assert.Equal([validation.Int("version"), training.Int("version")], made.Select(dataset => dataset.Version)));
        await RefreshAsync(host);
        Assert.Equal(validation.Int("version"), (await DescribeAsync(host, "current?role=validation")).Int("version"));

        // A cut that knows of them.
        var later = (await job.MakeAsync(Task, cut.AddDays(1), Cancel))[0];
        Assert.Equal((OrdersADay, validation.Int("version")), (later.Rows, later.Origin!.Previous));
        Assert.Equal(before, await BytesAsync(host, validation));
        Assert.Equal(lineage, await BytesAsync(host, validation, "lineage.csv"));
        var changes = await ChangesAsync(host, later.Version, limit: 7);
        Assert.Equal((25, 5), (changes.Count(change => change.Change == "added"), changes.Count(change => change.Change == "removed")));
        Assert.Equal(["30"], changes.Where(change => change.Change == "removed").Select(change => change.Minutes).Distinct());
        await host.Services.GetRequiredService<DatasetPurge>().MarkAsync(Task.Name, validation.Int("version"), clock.GetUtcNow(), Cancel);
        await (await host.Http.GetAsync(AppHost.Task($"datasets/{later.Version}/changes"), Cancel)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(["41", "77"], changes.Where(change => change.Change == "added").Select(change => change.Minutes).Distinct().Order());
    }

    [Fact]
    public async Task Datasets_are_made_when_they_are_due_and_there_are_rows_enough()
    {
        await using var host = await NewHostAsync();
        await TellAsync(host, await PredictAsync(host, 9), 30);
        clock.Jump(TimeSpan.FromDays(1));
        await RefreshAsync(host);
        await (await host.Http.GetAsync(AppHost.Task("datasets/current?role=validation"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync(AppHost.Task("datasets/current"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        await TellAsync(host, await PredictAsync(host, 20), 30);
        await RefreshAsync(host);
        clock.Jump(TimeSpan.FromDays(1));
        await RefreshAsync(host);
        Assert.Equal(20, (await DescribeAsync(host, "current?role=validation")).Int("rows"));

        var list = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task("datasets"), Cancel);
        Assert.Equal(2, list.GetProperty("datasets").GetArrayLength());
        await (await host.Http.GetAsync(AppHost.Task("datasets/7/changes"), Cancel)).ProblemAsync(HttpStatusCode.NotFound);
        await (await host.Http.GetAsync(AppHost.Task("datasets/1/changes?after=x"), Cancel)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_same_order_with_the_same_outcome_counts_once_and_a_sample_says_so()
    {
        await using var host = await NewHostAsync();
        var ids = await PredictAsync(host, 30, order => order / 2);
        await TellAsync(host, ids, 30);

        var cut = clock.GetUtcNow().AddHours(1);
        var whole = Assert.Single(await host.Services.GetRequiredService<DatasetJob>().MakeAsync(Task, cut, Cancel));
        var sample = Assert.Single(await host.Services.GetRequiredService<DatasetJob>().MakeAsync(Task with { Datasets = Task.Datasets with { Rows = 10 } }, cut, Cancel));

        Assert.Equal((15, 30, 15, false), (whole.Rows, whole.Origin!.Labelled, whole.Origin.Duplicates, whole.Origin.IsSample));
        Assert.Equal((10, 30, true), (sample.Rows, sample.Origin!.Labelled, sample.Origin.IsSample));
        var (all, some) = (await LinesAsync(host, whole.Version), await LinesAsync(host, sample.Version));
        Assert.Subset(all.ToHashSet(), some.ToHashSet());
        Assert.Equal(all.Order(), all);
    }

    private async Task<AppHost> NewHostAsync()
    {
        var host = new AppHost(azurite) { Clock = clock };
        await host.Services.GetRequiredService<TaskStore>().AddAsync(Task, Cancel);
        await host.UploadAsync(SampleTask.Csv(600));
        await host.TrainAsync(new { trainer = "median" });
        Assert.True((await host.PromoteAsync(1, force: true)).IsSuccessStatusCode);
        return host;
    }

    /// <summary>Orders a minute apart, of which the clock says the first.</summary>
    private async Task<string[]> PredictAsync(AppHost host, int orders, Func<int, int>? minute = null)
    {
        var now = clock.GetUtcNow();
        var inputs = Enumerable.Range(0, orders).Select(order => new { placed = now.AddMinutes((minute?.Invoke(order) ?? order) - orders).ToString("o", CultureInfo.InvariantCulture), store = "s1", items = 2 });
        return [.. (await host.PredictAsync(new { inputs })).GetProperty("predictions").EnumerateArray().Select(prediction => prediction.Text("id")!)];
    }

    private static Task<JsonElement> TellAsync(AppHost host, IEnumerable<string> ids, double actual) =>
        host.AskAsync("sample-task", "outcomes", new { outcomes = ids.Select(prediction => new { prediction, actual }) });

    private static Task RefreshAsync(AppHost host) => host.Services.GetRequiredService<DatasetJob>().RefreshDueAsync(Cancel);

    private static Task<JsonElement> DescribeAsync(AppHost host, string version) => host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"datasets/{version}"), Cancel);

    private static async Task<string[]> LinesAsync(AppHost host, int version) =>
        [.. (await host.Http.GetStringAsync(AppHost.Task($"datasets/{version}/rows"), Cancel)).TrimEnd('\n').Split('\n').Skip(1)];

    private static async Task<byte[]> BytesAsync(AppHost host, JsonElement dataset, string file = "rows.csv") =>
        (await host.Storage.Container(StorageNames.DatasetsContainer).GetBlockBlobClient($"sample-task/{dataset.Int("version")}/{file}").DownloadContentAsync(Cancel)).Value.Content.ToArray();

    private static async Task<List<(string Change, string Minutes)>> ChangesAsync(AppHost host, int version, int limit)
    {
        var changes = new List<(string, string)>();
        for (var next = "0"; next is not null;)
        {
            var page = await host.Http.GetFromJsonAsync<JsonElement>(AppHost.Task($"datasets/{version}/changes?limit={limit}&after={next}"), Cancel);
            changes.AddRange(page.GetProperty("changes").EnumerateArray().Select(change => (change.Text("change")!, change.GetProperty("row").Text("minutes")!)));
            next = page.TryGetProperty("next", out var after) ? after.GetString() : null;
            Assert.Equal(page.Int("added") + page.Int("removed") > changes.Count, next is not null);
        }

        return changes;
    }
}
