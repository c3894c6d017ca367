using MlFunctions.Standalone.Emulation;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>
/// One Azurite, in memory unless asked otherwise, a prefix of its own in it, and a place on this machine for the Standalone host. Azurite belongs to the benchmark's
/// process and not to the host's, so what the host has stored outlives it.
/// </summary>
internal sealed class TestBed : IAsyncDisposable
{
    public const string Prefix = "bench";

    private readonly AzuriteOptions options;
    private Azurite azurite;

    private TestBed(Azurite azurite, AzuriteOptions options)
    {
        (this.azurite, this.options) = (azurite, options);
        Address = NewAddress();
        Account = StorageAccount.FromConnectionString(azurite.ConnectionString, Prefix);
    }

    /// <summary>Where the host listens, each time that it is started.</summary>
    public Uri Address { get; }

    /// <summary>Of its Azurite.</summary>
    public string ConnectionString => azurite.ConnectionString;

    /// <summary>Processor time that Azurite has used.</summary>
    public TimeSpan StorageTime => azurite.ProcessorTime;

    /// <summary>The host's storage, for a look beside it.</summary>
    public StorageAccount Account { get; }

    public static Task<TestBed> SetUpAsync(CancellationToken cancel) => SetUpAsync(new AzuriteOptions(), cancel);

    /// <summary>With an Azurite of one's choice.</summary>
    public static async Task<TestBed> SetUpAsync(AzuriteOptions options, CancellationToken cancel) =>
        new(await Azurite.StartAsync(options with { Say = Console.WriteLine }, cancel), options);

    /// <summary>Starts the real host in a process of its own; it answers when this returns.</summary>
    public Task<ServerProcess> StartHostAsync(CancellationToken cancel) => StartHostAsync(Address, new Dictionary<string, string>(), cancel);

    /// <summary>Another instance, or one with settings beside those of the bed.</summary>
    public Task<ServerProcess> StartHostAsync(Uri address, IReadOnlyDictionary<string, string> more, CancellationToken cancel)
    {
        var settings = new Dictionary<string, string>(more)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["MlFunctions__StoragePrefix"] = Prefix,
            // A training begins within a second, and not within five.
            ["TrainingSchedule"] = "* * * * * *",
        };
        return ServerProcess.StartAsync("MlFunctions.Standalone.dll", ["--urls", address.ToString()], settings, new Uri(address, "api/health"), cancel);
    }

    /// <summary>A place for a server that nothing listens at now.</summary>
    public static Uri NewAddress() => new($"http://127.0.0.1:{ServerProcess.FreePort()}/");

    /// <summary>Ends Azurite in order, so that what it has acknowledged is on disk, if it has a data folder.</summary>
    public ValueTask StopStorageAsync() => azurite.DisposeAsync();

    /// <summary>Starts it again as it was, when it was given ports and a data folder.</summary>
    public async Task StartStorageAsync(CancellationToken cancel) => azurite = await Azurite.StartAsync(options with { Say = Console.WriteLine }, cancel);

    /// <summary>Has Azurite stand still with its connections open (SIGSTOP), or go on (SIGCONT).</summary>
    public void SignalStorage(string signal) => Signal.Send(signal, Signal.Find($"--blobPort\0{options.BlobPort}\0"));

    public ValueTask DisposeAsync() => azurite.DisposeAsync();
}
