using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Models;

namespace MlFunctions.Benchmarks.Peers;

/// <summary>A server that answers the sample orders; each runs alone.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Url">Where predictions are posted.</param>
/// <param name="StartAsync">Starts it; it answers when this returns.</param>
internal sealed record Contender(string Name, Uri Url, Func<CancellationToken, Task<ServerProcess>> StartAsync);

/// <summary>What is measured by the same calls: the host with its log, and beside it less (a bare handler with the same model) and others (FastAPI with XGBoost, on the same rows).</summary>
internal sealed class Contenders : IAsyncDisposable
{
    private const int Different = 2_000;

    private readonly TestBed bed;
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("bench-");

    private Contenders(TestBed bed, int seed)
    {
        this.bed = bed;
        var orders = new SampleOrders(seed);
        Bodies = [.. Enumerable.Range(0, Different).Select(_ => orders.Single())];
        File.WriteAllLines(BodyFile, Bodies);
        File.WriteAllText(OrderFile, ReadyModel.Csv(seed));
        var (bare, peer) = (TestBed.NewAddress(), TestBed.NewAddress());
        Host = new("Standalone host, log on", ReadyModel.Predictions(bed.Address), bed.StartHostAsync);
        Bare = new("bare Kestrel handler, no log", bare, cancel => BareServer.StartAsync(ArtifactFile, bare, cancel));
        FastApi = Peers.FastApi.Python is null ? null : new("FastAPI + XGBoost, no log", peer, cancel => Peers.FastApi.StartAsync(peer, OrderFile, cancel));
    }

    /// <summary>The host with a model in production, as it is run by users.</summary>
    public Contender Host { get; }

    public Contender Bare { get; }

    /// <summary>Null where Python or its packages are missing.</summary>
    public Contender? FastApi { get; }

    /// <summary>The calls: different orders of all fields.</summary>
    public IReadOnlyList<string> Bodies { get; }

    /// <summary>The same, one a line.</summary>
    public string BodyFile => Path.Combine(files.FullName, "bodies");

    private string OrderFile => Path.Combine(files.FullName, "orders.csv");

    private string ArtifactFile => Path.Combine(files.FullName, "model.zip");

    /// <summary>Sets up storage, and trains and promotes the model over HTTP.</summary>
    public static async Task<Contenders> SetUpAsync(int seed, CancellationToken cancel)
    {
        var contenders = new Contenders(await TestBed.SetUpAsync(cancel), seed);
        try
        {
            await contenders.TrainAsync(seed, cancel);
            return contenders;
        }
        catch
        {
            await contenders.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        files.Delete(recursive: true);
        await bed.DisposeAsync();
    }

    private async Task TrainAsync(int seed, CancellationToken cancel)
    {
        await using var host = await bed.StartHostAsync(cancel);
        var version = await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
        var model = await new ModelStore(bed.Account).ReadArtifactAsync(TaskName.Parse(ReadyModel.Task), version, cancel);
        await File.WriteAllBytesAsync(ArtifactFile, model.IsDone ? model.Value : throw new BenchmarkException(model.Refusal.Detail), cancel);
    }
}
