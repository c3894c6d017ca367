using Microsoft.Extensions.Hosting;
using MlFunctions.App.Tasks;
using MlFunctions.Storage;

namespace MlFunctions.Hosting;

/// <summary>Before the first call: the containers and tables are there, and so are the tasks that ship with the application.</summary>
internal sealed class StartUp(StorageSetup storage, SeedTasks tasks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await storage.CreateAsync(cancellationToken);
        await tasks.AddAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
