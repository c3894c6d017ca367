using MlFunctions.Standalone.Emulation;
using MlFunctions.Standalone.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Standalone.Tests.Emulation;

public sealed class AzuriteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_in_a_folder_is_there_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("azurite");
        var options = new AzuriteOptions { DataFolder = folder.FullName };
        var written = new TimerStatus(null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        await using (var azurite = await Azurite.StartAsync(options, Cancellation))
            await Store(azurite).WriteAsync("Tick", written, Cancellation);
        await using (var azurite = await Azurite.StartAsync(options, Cancellation))
            Assert.Equal(written, await Store(azurite).ReadAsync("Tick", Cancellation));

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var first = await Azurite.StartAsync(new(), Cancellation);
        var port = new Uri(first.ConnectionString.Split("BlobEndpoint=")[1].Split(';')[0]).Port;

        var refusal = await Assert.ThrowsAsync<RefusedToStartException>(() => Azurite.StartAsync(new() { BlobPort = port }, Cancellation));
        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
    }

    private static TimerStatusStore Store(Azurite azurite) => new(StorageAccount.FromConnectionString(azurite.ConnectionString));
}
