using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests;

/// <summary>A network that counts the requests to blobs.</summary>
/// <param name="method">Of those that count.</param>
internal sealed class CountedRequests(string method) : HttpPipelinePolicy
{
    private int count;

    public int Count => count;

    /// <summary>An account with every container and table, reached through this network.</summary>
    public async Task<StorageAccount> NewAccountAsync(AzuriteFixture azurite)
    {
        var blobs = new BlobClientOptions();
        blobs.AddPolicy(this, HttpPipelinePosition.PerRetry);
        var account = new StorageAccount(new BlobServiceClient(azurite.ConnectionString, blobs), new TableServiceClient(azurite.ConnectionString), AzuriteFixture.NewPrefix());
        await new StorageSetup(account).CreateAsync(CancellationToken.None);
        return account;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method.Method == method)
            Interlocked.Increment(ref count);
        return ProcessNextAsync(message, pipeline);
    }
}
