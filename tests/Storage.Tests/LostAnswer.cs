using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests;

/// <summary>A network that carries one request to storage and loses its answer, so that the SDK sends it again.</summary>
/// <param name="path">What the request's address holds.</param>
internal sealed class LostAnswer(string path) : HttpPipelinePolicy
{
    private int lost;

    public bool HasHappened => lost > 0;

    /// <summary>An account with every container and table, reached through this network.</summary>
    public async Task<StorageAccount> NewAccountAsync(AzuriteFixture azurite, string? prefix = null)
    {
        var account = AccountOf(azurite, prefix ?? AzuriteFixture.NewPrefix());
        await new StorageSetup(account).CreateAsync(CancellationToken.None);
        return account;
    }

    /// <summary>An account that is there, reached through this network.</summary>
    public StorageAccount AccountOf(AzuriteFixture azurite, string prefix)
    {
        var (blobs, tables) = (new BlobClientOptions(), new TableClientOptions());
        blobs.AddPolicy(this, HttpPipelinePosition.PerRetry);
        tables.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new StorageAccount(new BlobServiceClient(azurite.ConnectionString, blobs), new TableServiceClient(azurite.ConnectionString, tables), prefix);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message.Request.Uri.ToString().Contains(path, StringComparison.Ordinal) && Interlocked.Exchange(ref lost, 1) == 0)
            throw new IOException("The connection was reset before the answer came.");
    }
}
