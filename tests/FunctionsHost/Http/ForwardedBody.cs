using System.Net;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.FunctionsHost.Http;

/// <summary>A request's body as it comes in. Unlike <see cref="StreamContent"/>, it lets the answer begin before it has ended.</summary>
internal sealed class ForwardedBody(HttpRequest request) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, request.HttpContext.RequestAborted);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => request.Body.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = request.ContentLength ?? 0;
        return request.ContentLength is not null;
    }
}
