using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Incidents.Bundles;
using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tests.Serving;
using MlFunctions.Support;
using static MlFunctions.Storage.Kernel.StorageNames;
using static MlFunctions.Storage.Tests.Kernel.Marking;

namespace MlFunctions.Storage.Tests.Kernel;

/// <summary>Blobs that a newer version of the application wrote are refused in words, and stay as they are.</summary>
public sealed class NewerBlobTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly TaskName Task = SampleTask.Definition.Name;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newer_review_is_neither_read_nor_made_again()
    {
        var account = await azurite.NewAccountAsync();
        var store = new ReviewStore(account);
        var review = Review.Of(ReviewWeek.Parse("2026-W48"), ReviewWeek.Parse("2026-W48").End, [], []);
        await store.PutAsync(review, "first", "", Cancel);
        await store.PutAsync(review, "again", "", Cancel);
        Assert.Equal("again", Encoding.UTF8.GetString((await store.FindAsync(review.Week, ReviewFormat.Markdown, Cancel))!));
        await account.Container(ReviewsContainer).MarkBlobsAsync();

        await RefusedAsync(() => store.FindAsync(review.Week, ReviewFormat.Json, Cancel));
        await RefusedAsync(() => store.IsCompleteAsync(review.Week, Cancel));
        await RefusedAsync(() => store.ListAsync(null, 10, Cancel));
        await RefusedAsync(() => store.PutAsync(review, "older", "", Cancel));

        Assert.Equal("again", await TextAsync(account.Container(ReviewsContainer), "2026-W48.md"));
    }

    [Fact]
    public async Task Newer_evidence_and_scores_are_neither_read_nor_written_over()
    {
        var account = await azurite.NewAccountAsync();
        var (evidence, scores) = (new EvidenceStore(account), new ScoreStore(account));
        var container = account.Container(ModelsContainer);
        await container.GetBlobClient($"{Task}/1/evidence.json").UploadAsync(BinaryData.FromString("{}"), Cancel);
        await container.GetBlobClient($"{Task}/1/scores/2-0.json").UploadAsync(BinaryData.FromString("{}"), Cancel);
        foreach (var name in new[] { $"{Task}/1/evidence.json", $"{Task}/1/scores/2-0.json" })
            await container.GetBlobClient(name).SetMetadataAsync(new Dictionary<string, string> { [Format.Entry] = "99" }, cancellationToken: Cancel);

        await RefusedAsync(() => evidence.FindAsync(Task, 1, Cancel));
        Assert.False(await evidence.PutAsync(Task, 1, new GateEvidence(1, null, 1, Now, null!, null!, null), null, Cancel));
        await RefusedAsync(() => scores.FindAsync(Task, 1, 2, null, Cancel));
        await RefusedAsync(() => scores.PutAsync(Task, new Domain.Models.SetScore(2, "", 1, Now, null!, [], null), null, Cancel));

        Assert.Equal("{}", await TextAsync(container, $"{Task}/1/scores/2-0.json"));
    }

    [Fact]
    public async Task Newer_bundle_and_timer_status_are_neither_read_nor_written_over()
    {
        var account = await azurite.NewAccountAsync();
        var (bundles, timers) = (new BundleStore(account), new TimerStatusStore(account));
        var bundle = new Bundle(TicketId.Parse("a.b", null), 7, Now, Task, new TicketEvidence("mae", 1, AlarmState.Firing, new AlarmEvaluation(Now, Now, Verdict.Worse, 1, 1, "A look."), 1));
        await bundles.KeepAsync(bundle, Cancel);
        await timers.WriteAsync("Retrain", new TimerStatus(null, Now, Now), Cancel);
        await account.Container(TicketsContainer).MarkBlobsAsync();
        await account.Container("timers").MarkBlobsAsync();

        await RefusedAsync(() => bundles.ReadAsync("a.b/7.json", Cancel));
        await RefusedAsync(() => timers.ReadAsync("Retrain", Cancel));
        await RefusedAsync(() => timers.WriteAsync("Retrain", new TimerStatus(Now, Now, Now), Cancel));
    }

    [Fact]
    public async Task Newer_logs_are_not_read()
    {
        var account = await azurite.NewAccountAsync();
        var (instance, clock) = (new InstanceId("one"), new FakeTimeProvider(Now));
        await using var log = new PredictionLog(account, instance, clock, NullLogger<PredictionLog>.Instance);
        var ids = (await log.KeepAsync(Task, LogMode.Required, ["{}"])).Value!;
        await using (var shadows = new ShadowLog(account, instance, clock))
            shadows.Append(Task, "{}\n"u8, 1);
        await account.Container(PredictionsContainer).MarkBlobsAsync();
        await account.Container(ShadowsContainer).MarkBlobsAsync();

        await RefusedAsync(() => new PredictionLogReader(account).FindRowAsync(ids[0], Cancel));
        await RefusedAsync(() => new LogTail(account).ReadAsync(Task, Now, 1, Cancel));
        await RefusedAsync(() => new ShadowTail(account).ReadAsync(Task, 1, 2, Now, Cancel));
    }

    [Fact]
    public async Task Newer_dataset_files_are_not_read()
    {
        var account = await azurite.NewAccountAsync();
        var store = new DatasetStore(account);
        using var file = new MemoryStream(SampleTask.Utf8(SampleTask.Csv(30)));
        var dataset = (await new DatasetUpload(account, store, TimeProvider.System).AddAsync(SampleTask.Definition, DatasetRole.Training, DatasetFormat.Csv, file, Cancel)).Value!;
        Assert.NotEmpty(await store.ProfileAsync(Task, dataset.Version, Cancel));
        var profile = account.Container(DatasetsContainer).GetBlobClient($"{Task}/{dataset.Version}/profile.json");
        await profile.SetMetadataAsync(new Dictionary<string, string> { [Format.Entry] = "99" }, cancellationToken: Cancel);

        await RefusedAsync(() => store.ProfileAsync(Task, dataset.Version, Cancel));
    }

    private static async Task<string> TextAsync(BlobContainerClient container, string name) => (await container.GetBlobClient(name).DownloadContentAsync(Cancel)).Value.Content.ToString();
}
