using Azure.Data.Tables;
using MlFunctions.Standalone.Emulation;
using MlFunctions.Storage.Kernel;
using Xunit;

namespace MlFunctions.Support;

/// <summary>One Azurite for all tests of an assembly, on free ports and in memory.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    /// <summary>A prefix of storage names that no other test has.</summary>
    public static string NewPrefix() => $"t{Guid.NewGuid():N}"[..16];

    /// <summary>An account with every container and table, that no other test uses.</summary>
    public async Task<StorageAccount> NewAccountAsync()
    {
        var account = StorageAccount.FromConnectionString(ConnectionString, NewPrefix());
        await new StorageSetup(account).CreateAsync(CancellationToken.None);
        return account;
    }

    /// <summary>Deletes the tables of a prefix.</summary>
    public async Task DeleteTablesAsync(string prefix)
    {
        var tables = new TableServiceClient(ConnectionString);
        await foreach (var table in tables.QueryAsync(table => table.Name.CompareTo(prefix) >= 0 && table.Name.CompareTo(prefix + "~") < 0))
            await tables.DeleteTableAsync(table.Name);
    }

    public async ValueTask InitializeAsync() => azurite = await Azurite.StartAsync(new AzuriteOptions { Say = Console.WriteLine });

    public ValueTask DisposeAsync() => azurite?.DisposeAsync() ?? default;
}
