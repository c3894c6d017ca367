using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Kill;

/// <summary>One of several hosts on one account, started again at its address whenever it was killed.</summary>
internal sealed class Instance(TestBed bed, Uri address) : IAsyncDisposable
{
    private ServerProcess? process;

    public Uri Address => address;

    public async Task StartAsync(CancellationToken cancel) => process ??= await bed.StartHostAsync(address, new Dictionary<string, string>(), cancel);

    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref process, null) is { } running)
            await running.DisposeAsync();
    }

    public ValueTask DisposeAsync() => new(KillAsync());
}
