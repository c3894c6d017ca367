using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

/// <summary>A network that counts the requests to tables.</summary>
internal sealed class CountedTables : HttpPipelinePolicy
{
    private int reads;
    private int writes;

    public StorageAccount AccountOf(AzuriteFixture azurite, string prefix)
    {
        var tables = new TableClientOptions();
        tables.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new(new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString, tables), prefix);
    }

    /// <summary>Those since it was asked last.</summary>
    public (int Reads, int Writes) Take() => (Interlocked.Exchange(ref reads, 0), Interlocked.Exchange(ref writes, 0));

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method == RequestMethod.Get)
            Interlocked.Increment(ref reads);
        else
            Interlocked.Increment(ref writes);
        return ProcessNextAsync(message, pipeline);
    }
}
