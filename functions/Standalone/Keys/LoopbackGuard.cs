using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Keys;

/// <summary>
/// Refuses to run without a key where others can reach the host. Looks at what the server has really bound, whichever of the many settings
/// said so; until then <see cref="KeyMiddleware"/> lets nobody else in.
/// </summary>
internal sealed class LoopbackGuard(FunctionKeys keys, IServer server) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return keys.None && addresses.FirstOrDefault(address => !Loopback.IsAddress(address)) is { } open
            ? throw new RefusedToStartException(
                $"No key is configured, and {open} can be reached from other machines. Set FunctionKeys__master=<a long secret>, "
                + "and FunctionKeys__<name>=<another> for each caller; or listen on this machine only: --urls http://127.0.0.1:7071.")
            : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
