using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace MlFunctions.Hosting.Http;

/// <summary>On Linux the thread that reads a socket is one of the pool's already, so a call need not change threads again.</summary>
internal sealed class InlineSockets : IConfigureOptions<SocketTransportOptions>
{
    public void Configure(SocketTransportOptions options) => options.UnsafePreferInlineScheduling = OperatingSystem.IsLinux();
}
