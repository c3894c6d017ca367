using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MlFunctions.Benchmarks.Memory;

/// <summary>Runs inside the host, unchanged, before its own code (<c>DOTNET_STARTUP_HOOKS</c>; the runtime looks for this name without a namespace): tells whoever connects how big the managed heap is.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var port = int.Parse(Environment.GetEnvironmentVariable(ManagedHeap.PortSetting)!, CultureInfo.InvariantCulture);
        new Thread(() => Listen(port)) { IsBackground = true }.Start();
    }

    private static void Listen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            client.GetStream().Write(Encoding.ASCII.GetBytes(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture)));
        }
    }
}
