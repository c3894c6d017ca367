using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Support;

/// <summary>What a network does with requests to storage.</summary>
public enum Carriage
{
    /// <summary>Carries them.</summary>
    Up,

    /// <summary>Breaks each before it is sent.</summary>
    Down,

    /// <summary>Carries each and breaks before its answer comes.</summary>
    AnswersLost,

    /// <summary>Lets each wait until the state changes.</summary>
    Silent,
}

/// <summary>A network to storage that can be cut; requests are not repeated by the SDK.</summary>
public sealed class CuttableNetwork : HttpPipelinePolicy
{
    private TaskCompletionSource changed = new();
    private volatile Carriage state;
    private int requests;
    private int stopped;
    private int left = int.MaxValue;
    private volatile Carriage later;
    private readonly ConcurrentQueue<string> paths = new();

    public Carriage State
    {
        get => state;
        set
        {
            state = value;
            left = int.MaxValue;
            Interlocked.Exchange(ref changed, new TaskCompletionSource()).SetResult();
        }
    }

    /// <summary>Carries so many requests more, and then does something else.</summary>
    public void CutAfter(int requests, Carriage then)
    {
        Interlocked.Exchange(ref left, requests);
        later = then;
    }

    /// <summary>How many there were.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>What they were for, in their order: the path of each.</summary>
    public IReadOnlyCollection<string> Paths => paths;

    /// <summary>How many requests came to nothing, or wait.</summary>
    public int Stopped => Volatile.Read(ref stopped);

    /// <summary>An account whose prediction log is written through this network, all else beside it.</summary>
    public StorageAccount LogOf(AzuriteFixture azurite, string prefix) => new(
        new BlobServiceClient(azurite.ConnectionString), new TableServiceClient(azurite.ConnectionString), prefix, Blobs(azurite));

    /// <summary>An account that is reached through this network alone.</summary>
    public StorageAccount AccountOf(AzuriteFixture azurite, string prefix)
    {
        var tables = new TableClientOptions { Retry = { MaxRetries = 0 } };
        tables.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new(Blobs(azurite), new TableServiceClient(azurite.ConnectionString, tables), prefix);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref requests);
        paths.Enqueue(message.Request.Uri.Path);
        if (Interlocked.Decrement(ref left) == -1)
            State = later;
        if (state != Carriage.Up)
            Interlocked.Increment(ref stopped);
        for (var change = changed.Task; state == Carriage.Silent; change = changed.Task)
            await change.WaitAsync(message.CancellationToken);
        if (state == Carriage.Down)
            throw new IOException("There is no way to the storage.");
        await ProcessNextAsync(message, pipeline);
        if (state == Carriage.AnswersLost)
            throw new IOException("The connection was reset before the answer came.");
    }

    private BlobServiceClient Blobs(AzuriteFixture azurite)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        return new(azurite.ConnectionString, options);
    }
}
