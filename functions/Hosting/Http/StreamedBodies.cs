using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace MlFunctions.Hosting.Http;

/// <summary>Uploads stream, so they need no limit; every JSON body has one of its own.</summary>
internal sealed class StreamedBodies : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.Limits.MaxRequestBodySize = null;
        options.AddServerHeader = false;
    }
}
