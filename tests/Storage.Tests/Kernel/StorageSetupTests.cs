using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests.Kernel;

public sealed class StorageSetupTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_missing_is_made_and_what_is_there_is_left()
    {
        var account = await azurite.NewAccountAsync();
        await account.Container(StorageNames.ModelsContainer).DeleteAsync(cancellationToken: Cancel);
        await account.Table(StorageNames.OutcomesTable).DeleteAsync(Cancel);
        await account.Container(StorageNames.DatasetsContainer).UploadBlobAsync("kept", BinaryData.FromString("kept"), Cancel);

        await new StorageSetup(account).CreateAsync(Cancel);

        Assert.True(await account.Container(StorageNames.ModelsContainer).ExistsAsync(Cancel));
        Assert.Empty(account.Table(StorageNames.OutcomesTable).Query<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel));
        Assert.True(await account.Container(StorageNames.DatasetsContainer).GetBlobClient("kept").ExistsAsync(Cancel));
    }

    [Fact]
    public async Task A_start_that_finds_everything_makes_nothing()
    {
        var network = new CountedRequests("PUT");
        var account = await network.NewAccountAsync(azurite);
        var made = network.Count;

        await new StorageSetup(account).CreateAsync(Cancel);

        Assert.Equal((StorageNames.Containers.Count, StorageNames.Containers.Count), (made, network.Count));
    }
}
