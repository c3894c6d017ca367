using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Datasets.Uploads;

/// <summary>Over a real socket, whose other end goes away.</summary>
public sealed class CutConnectionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Part_whose_connection_is_cut_anywhere_leaves_the_earlier_one(bool isChunked)
    {
        await using var host = await ListeningAsync();
        var csv = SampleTask.Utf8(SampleTask.Csv(3000));
        var id = await host.StartUploadAsync();
        await host.SendAsync(id, [csv[..40_000], csv[40_000..]]);
        var before = (await host.UploadOfAsync(id)).GetProperty("parts").GetRawText();

        foreach (var (share, isReset) in new[] { (0.0, true), (0.01, false), (0.5, true), (0.5, false), (0.999, true), (0.999, false) })
            await CutAsync(host, id, new byte[6 << 20], share, isChunked, isReset);

        Assert.Equal(before, (await host.UploadOfAsync(id)).GetProperty("parts").GetRawText());
        var ended = await host.EndAsync(id);
        Assert.Equal(("completed", 3000), (ended.Text("state"), ended.GetProperty("dataset").Int("rows")));
    }

    private async Task<AppHost> ListeningAsync()
    {
        var host = new AppHost(azurite);
        host.UseKestrel(0);
        return await host.WithTheSampleTaskAsync();
    }

    /// <summary>Sends a share of part 1 and goes, by closing the connection or by resetting it.</summary>
    private static async Task CutAsync(AppHost host, string id, byte[] body, double share, bool isChunked, bool isReset)
    {
        var address = host.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        var stream = client.GetStream();
        var length = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT /{AppHost.Task($"uploads/{id}/parts/1")} HTTP/1.1\r\nHost: {address.Authority}\r\n{length}\r\n\r\n"), Cancel);
        foreach (var piece in body[..(int)(share * body.Length)].Chunk(64 << 10))
        {
            await stream.WriteAsync(isChunked ? [.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, (byte)'\r', (byte)'\n'] : piece, Cancel);
        }

        if (isReset)
            client.LingerState = new LingerOption(enable: true, seconds: 0);
    }
}
