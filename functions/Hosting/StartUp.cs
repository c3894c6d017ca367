using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Hosting;

/// <summary>
/// Before the first call: the containers and tables are there, and so are the tasks that ship with the application. Secrets that
/// cannot be used are named in the log.
/// </summary>
internal sealed partial class StartUp(StorageSetup storage, SeedTasks tasks, MessageSettings messages, ILogger<StartUp> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var reason in messages.UnusableSecrets)
            LogUnusableSecret(reason);
        await storage.CreateAsync(cancellationToken);
        await tasks.AddAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, EventName = "SecretUnusable", Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogUnusableSecret(string reason);
}
