using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets.Uploads;

public sealed class UploadPurgeTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deletion_that_is_cut_off_anywhere_is_completed_by_the_next_run()
    {
        var prefix = AzuriteFixture.NewPrefix();
        var account = StorageAccount.FromConnectionString(azurite.ConnectionString, prefix);
        await new StorageSetup(account).CreateAsync(Cancel);
        for (var requests = 0; requests < 12; requests++)
        {
            var bed = await UploadBed.OnAsync(azurite, account);
            foreach (var number in new[] { 1, 2, 3 })
                await bed.KeepAsync(number, [1]);
            var network = new CuttableNetwork();
            var cut = UploadBed.Over(network.AccountOf(azurite, prefix));
            network.CutAfter(requests, requests % 2 == 0 ? Carriage.Down : Carriage.AnswersLost);

            await Record.ExceptionAsync(async () => await new UploadPurge(cut.Uploads, cut.Parts).DeleteAsync(UploadBed.Task, await bed.FindAsync(), Cancel));
            await PurgeAsync(bed, DateTimeOffset.UtcNow);
            if (await bed.Uploads.FindAsync(UploadBed.Task, UploadBed.Id, Cancel) is { } untouched)
                Assert.True(await new UploadPurge(bed.Uploads, bed.Parts).DeleteAsync(UploadBed.Task, untouched, Cancel));

            Assert.Empty(await bed.BlobsAsync());
            Assert.Equal(0, await bed.RowsAsync());
        }
    }

    [Fact]
    public async Task Expired_uploads_and_parts_of_completed_ones_are_deleted_and_others_stay()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1]);

        await PurgeAsync(bed, DateTimeOffset.UtcNow + UploadLimits.Lifetime - TimeSpan.FromMinutes(5));
        Assert.Single(await bed.BlobsAsync());
        await bed.CloseAsync(1);
        await PurgeAsync(bed, DateTimeOffset.UtcNow + (2 * UploadLimits.Lifetime));
        Assert.Single(await bed.BlobsAsync());

        var found = await bed.FindAsync();
        await bed.Uploads.ReplaceAsync(UploadBed.Task, found, found.Value.Succeed(1, DateTimeOffset.UtcNow), Cancel);
        await PurgeAsync(bed, DateTimeOffset.UtcNow);
        Assert.Empty(await bed.BlobsAsync());
        Assert.Equal(1, (await bed.FindAsync()).Value.Dataset);
        Assert.Single(await bed.PartsAsync());

        await PurgeAsync(bed, DateTimeOffset.UtcNow + UploadLimits.Lifetime);
        Assert.Equal(0, await bed.RowsAsync());
    }

    [Fact]
    public async Task Bytes_without_an_upload_are_deleted()
    {
        var bed = await UploadBed.OnAsync(azurite);
        await bed.KeepAsync(1, [1]);
        await bed.Account.Container(StorageNames.UploadsContainer).UploadBlobAsync($"{UploadBed.Task}/20250101-000000000-000000/00001-x", BinaryData.FromString("x"), Cancel);

        await PurgeAsync(bed, DateTimeOffset.UtcNow);

        Assert.Equal((await bed.PartsAsync()).Select(part => part.Blob), await bed.BlobsAsync());
    }

    [Fact]
    public async Task Version_that_a_lost_instance_had_reserved_is_deleted_with_its_rows()
    {
        var store = await EmptyStore.OnAsync(azurite);
        EmptyStore.Done(await store.UploadAsync(SampleTask.Definition, new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20)))));
        var network = new CuttableNetwork();
        var prefix = AzuriteFixture.NewPrefix();
        var account = StorageAccount.FromConnectionString(azurite.ConnectionString, prefix);
        await new StorageSetup(account).CreateAsync(Cancel);
        var (cut, datasets) = (network.AccountOf(azurite, prefix), new DatasetStore(account));
        network.CutAfter(5, Carriage.Down); // after the rows and their profile, before the publication
        await Record.ExceptionAsync(() => new DatasetUpload(cut, new DatasetStore(cut), TimeProvider.System).AddAsync(
            SampleTask.Definition, DatasetRole.Training, DatasetFormat.Csv, new MemoryStream(SampleTask.Utf8(SampleTask.Csv(20))), Cancel));
        var left = new EmptyStore(account, datasets);
        await Assert.ThrowsAnyAsync<Exception>(left.AssertNothingIsLeftAsync);

        await new DatasetPurge(account, datasets).DeleteAbandonedAsync(SampleTask.Definition.Name, DateTimeOffset.UtcNow.AddMinutes(-5), Cancel);
        await Assert.ThrowsAnyAsync<Exception>(left.AssertNothingIsLeftAsync);
        await new DatasetPurge(account, datasets).DeleteAbandonedAsync(SampleTask.Definition.Name, DateTimeOffset.UtcNow.AddMinutes(5), Cancel);
        await left.AssertNothingIsLeftAsync();

        await new DatasetPurge(store.Account, store.Datasets).DeleteAbandonedAsync(SampleTask.Definition.Name, DateTimeOffset.UtcNow.AddMinutes(5), Cancel);
        Assert.Equal(20, (await store.Datasets.ExamplesAsync(SampleTask.Definition, 1, Cancel)).Count);
    }

    private static Task PurgeAsync(UploadBed bed, DateTimeOffset now) => new UploadPurge(bed.Uploads, bed.Parts).DeleteExpiredAsync(UploadBed.Task, now, Cancel);
}
