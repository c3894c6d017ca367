using MlFunctions.Standalone.Emulation;
using MlFunctions.Storage;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>
/// One Azurite in memory, a prefix of its own in it, and a place on this machine for the Standalone host. Azurite belongs to the benchmark's
/// process and not to the host's, so what the host has stored outlives it.
/// </summary>
internal sealed class TestBed : IAsyncDisposable
{
    private const string Prefix = "bench";

    private readonly Azurite azurite;

    private TestBed(Azurite azurite)
    {
        this.azurite = azurite;
        Address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        Account = StorageAccount.FromConnectionString(azurite.ConnectionString, Prefix);
    }

    /// <summary>Where the host listens, each time that it is started.</summary>
    public Uri Address { get; }

    /// <summary>The host's storage, for a look beside it.</summary>
    public StorageAccount Account { get; }

    public static async Task<TestBed> SetUpAsync(CancellationToken cancel) =>
        new(await Azurite.StartAsync(new AzuriteOptions { Say = Console.WriteLine }, cancel));

    /// <summary>Starts the real host in a process of its own; it answers when this returns.</summary>
    public Task<ServerProcess> StartHostAsync(CancellationToken cancel)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["MlFunctions__StoragePrefix"] = Prefix,
        };
        return ServerProcess.StartAsync("MlFunctions.Standalone.dll", ["--urls", Address.ToString()], settings, new Uri(Address, "api/health"), cancel);
    }

    public ValueTask DisposeAsync() => azurite.DisposeAsync();
}
