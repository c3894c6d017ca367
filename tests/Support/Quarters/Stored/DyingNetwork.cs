using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Support.Quarters.Stored;

/// <summary>A network over which an instance dies at one of its requests: before it is sent, or when storage has done it and the answer does not come. Nothing is sent from then on.</summary>
internal sealed class DyingNetwork : HttpPipelinePolicy
{
    private int left = int.MaxValue;
    private bool isSent;

    /// <param name="requests">So many are answered.</param>
    /// <param name="thenOne">Whether one more is sent.</param>
    public void DieAfter(int requests, bool thenOne) => (left, isSent) = (requests, thenOne);

    public StorageAccount AccountOf(string connectionString, string prefix)
    {
        var tables = new TableClientOptions { Retry = { MaxRetries = 0 } };
        tables.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new(new BlobServiceClient(connectionString), new TableServiceClient(connectionString, tables), prefix);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var before = Interlocked.Decrement(ref left);
        if (before >= 0 || (before == -1 && isSent))
            await ProcessNextAsync(message, pipeline);
        if (before < 0)
            throw new IOException("The instance has died.");
    }
}
