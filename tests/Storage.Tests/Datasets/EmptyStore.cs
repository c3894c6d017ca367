using System.IO.Compression;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Datasets;

/// <summary>An account without datasets, and the way in.</summary>
internal sealed record EmptyStore(StorageAccount Account, DatasetStore Datasets)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<EmptyStore> OnAsync(AzuriteFixture azurite)
    {
        var account = await azurite.NewAccountAsync();
        return new EmptyStore(account, new DatasetStore(account));
    }

    public Task<Result<DatasetDescription>> UploadAsync(
        TaskDefinition task, Stream file, DatasetFormat format = DatasetFormat.Csv, DatasetRole role = DatasetRole.Training) =>
        new DatasetUpload(Account, Datasets, TimeProvider.System).AddAsync(task, role, format, file, Cancel);

    public async Task AssertNothingIsLeftAsync()
    {
        Assert.Empty(await Account.Container(StorageNames.DatasetsContainer).GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Empty(await Account.Table(StorageNames.DatasetsTable).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    public static MemoryStream Zip(byte[] bytes)
    {
        var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        zip.Position = 0;
        return zip;
    }

    public static DatasetDescription Done(Result<DatasetDescription> result)
    {
        Assert.True(result.IsDone, result.Refusal?.Detail);
        return result.Value;
    }
}
