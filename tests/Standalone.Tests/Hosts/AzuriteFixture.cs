using MlFunctions.Standalone.Emulation;
using MlFunctions.Standalone.Tests.Hosts;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace MlFunctions.Standalone.Tests.Hosts;

/// <summary>One Azurite for all tests of the assembly, on free ports and in memory.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    /// <summary>A prefix of storage names that no other test has.</summary>
    public static string NewPrefix() => $"t{Guid.NewGuid():N}"[..16];

    public async ValueTask InitializeAsync() => azurite = await Azurite.StartAsync(new AzuriteOptions { Say = Console.WriteLine });

    public ValueTask DisposeAsync() => azurite?.DisposeAsync() ?? default;
}
