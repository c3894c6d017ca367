using System.Diagnostics;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Emulation;

/// <summary>The storage emulator, run for local use and for tests: blobs and tables on this machine, stopped when disposed.</summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The account name and key that every Azurite has: published, and no secret.</summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Azurite(Process process, int blobPort, int tablePort)
    {
        this.process = process;
        ConnectionString = $"{Account};BlobEndpoint=http://127.0.0.1:{blobPort}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{tablePort}/devstoreaccount1";
    }

    public string ConnectionString { get; }

    /// <summary>Processor time that it has used, of all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Installs Azurite where it is missing, runs it, and returns when it answers.</summary>
    /// <exception cref="RefusedToStartException">Node.js is missing, npm failed, or a port is taken.</exception>
    public static async Task<Azurite> StartAsync(AzuriteOptions options, CancellationToken cancellation = default)
    {
        var script = await AzuritePackage.EnsureAsync(options.Say, cancellation);
        var process = AzuritePackage.Start("node", AzuriteCommand.Arguments(script, options));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var ports = await AzuriteCommand.ReadPortsAsync(process, patience.Token);
            return new Azurite(process, ports.Blob, ports.Table);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Asks Azurite to write what it holds and end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.StandardInput.WriteLineAsync("stop");
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            process.Kill();
        }
        process.Dispose();
    }
}
