using System.Globalization;
using System.Net.Sockets;

namespace MlFunctions.Benchmarks.Memory;

/// <summary>Asks a host that was started with the hook for its managed heap.</summary>
internal sealed class ManagedHeap(int port)
{
    public const string PortSetting = "BENCHMARKS_HEAP_PORT";

    /// <summary>What starts the hook in a .NET process.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(ManagedHeap).Assembly.Location,
        [PortSetting] = port.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Bytes that are alive: after a full collection.</summary>
    public async Task<long> BytesAsync(CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancel);
        using var reader = new StreamReader(client.GetStream());
        return long.Parse(await reader.ReadToEndAsync(cancel), CultureInfo.InvariantCulture);
    }
}
