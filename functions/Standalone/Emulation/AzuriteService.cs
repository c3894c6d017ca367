using System.Net.Sockets;

namespace MlFunctions.Standalone.Emulation;

/// <summary>
/// Starts Azurite with the host when the settings ask for development storage and nothing answers there. Registered before every
/// service that needs storage, so it is the last to stop.
/// </summary>
internal sealed partial class AzuriteService(IConfiguration configuration, ILogger<AzuriteService> logger) : IHostedService, IAsyncDisposable
{
    private Azurite? azurite;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsDevelopmentStorage(configuration["AzureWebJobsStorage"]))
            return;
        var development = AzuriteOptions.Development with { Say = LogProgress };
        using var alone = await FileLock.AcquireAsync(Path.Combine(AzuritePackage.Home, "azurite-start.lock"), cancellationToken);
        if (await AnswersAsync(development.BlobPort, cancellationToken) && await AnswersAsync(development.TablePort, cancellationToken))
        {
            LogFound();
            return;
        }
        azurite = await Azurite.StartAsync(development, cancellationToken);
        LogStarted(development.DataFolder!);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref azurite, null) is { } running)
            await running.DisposeAsync();
    }

    private static bool IsDevelopmentStorage(string? connectionString) =>
        "UseDevelopmentStorage=true".Equals(connectionString?.Trim().TrimEnd(';'), StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 1, EventName = "AzuriteProgress", Level = LogLevel.Information,
        Message = "{Progress}")]
    private partial void LogProgress(string progress);

    [LoggerMessage(EventId = 2, EventName = "AzuriteFound", Level = LogLevel.Information,
        Message = "Azurite answers already: it is used, and left running")]
    private partial void LogFound();

    [LoggerMessage(EventId = 3, EventName = "AzuriteStarted", Level = LogLevel.Information,
        Message = "Azurite runs until this host stops; its data is in {Folder}")]
    private partial void LogStarted(string folder);
}
