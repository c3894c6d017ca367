using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets.Uploads;

/// <summary>An account with one open upload of the sample task.</summary>
internal sealed record UploadBed(StorageAccount Account, UploadStore Uploads, PartStore Parts)
{
    public const string Id = "20260101-000000000-abcdef";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TaskName Task => SampleTask.Definition.Name;

    public static async Task<UploadBed> OnAsync(AzuriteFixture azurite, StorageAccount? account = null)
    {
        var bed = Over(account ?? await azurite.NewAccountAsync());
        await bed.Uploads.AddAsync(Task, new Upload(Id, DatasetRole.Training, DatasetFormat.Csv, IsGzip: false, DateTimeOffset.UtcNow), Cancel);
        return bed;
    }

    /// <summary>The same storage, as another instance reaches it.</summary>
    public static UploadBed Over(StorageAccount account)
    {
        var uploads = new UploadStore(account);
        return new(account, uploads, new PartStore(account, uploads, new Random(), TimeProvider.System));
    }

    public async Task<Stored<Upload>> FindAsync() => (await Uploads.FindAsync(Task, Id, Cancel))!;

    public async Task<Result<UploadPart>> WriteAsync(int number, Stream body, string? sha256 = null) =>
        await Parts.WriteAsync(Task, (await FindAsync()).Value, number, body, sha256, Cancel);

    public async Task<UploadPart> KeepAsync(int number, byte[] bytes)
    {
        var kept = await WriteAsync(number, new MemoryStream(bytes));
        Assert.True(kept.IsDone, kept.Refusal?.Detail);
        return kept.Value;
    }

    public Task<IReadOnlyList<UploadPart>> PartsAsync() => Uploads.PartsAsync(Task, Id, Cancel);

    /// <summary>The file that the parts make.</summary>
    public async Task<byte[]> FileAsync()
    {
        var file = new MemoryStream();
        await using var parts = Parts.Open(await PartsAsync());
        await parts.CopyToAsync(file, Cancel);
        return file.ToArray();
    }

    public async Task<IReadOnlyList<string>> BlobsAsync() =>
        await Account.Container(StorageNames.UploadsContainer).GetBlobsAsync(cancellationToken: Cancel).Select(blob => blob.Name).ToListAsync(Cancel);

    public async Task<int> RowsAsync() =>
        await Account.Table(StorageNames.UploadsTable).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel).CountAsync(Cancel);

    /// <summary>Has the upload take no more parts, as its completion does.</summary>
    public async Task CloseAsync(int parts)
    {
        var found = await FindAsync();
        Assert.NotNull(await Uploads.ReplaceAsync(Task, found, found.Value.Complete(parts, null), Cancel));
    }
}
