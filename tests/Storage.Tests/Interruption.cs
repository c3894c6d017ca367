using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.Storage.Tests;

/// <summary>A network on which something else happens just before each request to a table is carried.</summary>
/// <param name="part">What the request's address holds.</param>
/// <param name="happen">What happens.</param>
internal sealed class Interruption(string part, Func<Task> happen) : HttpPipelinePolicy
{
    public StorageAccount AccountOf(AzuriteFixture azurite, string prefix)
    {
        var tables = new TableClientOptions();
        tables.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new(new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString, tables), prefix);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Uri.ToString().Contains(part, StringComparison.Ordinal))
            await happen();
        await ProcessNextAsync(message, pipeline);
    }
}
