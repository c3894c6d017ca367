using System.Net;
using Microsoft.AspNetCore.Http;

namespace MlFunctions.FunctionsHost.Http;

/// <summary>Forwards a request to the worker's own server, and its answer back, both as streams.</summary>
internal sealed class RequestForwarder(Uri worker) : IDisposable
{
    /// <summary>The header by which the worker finds the invocation of a request.</summary>
    private const string InvocationId = "x-ms-invocation-id";

    /// <summary>Headers that are about one connection (RFC 9110, 7.6.1), and those that the client sets itself.</summary>
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Host",
    };

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null });

    public void Dispose() => http.Dispose();

    /// <param name="context">The caller's request, and the answer to it.</param>
    /// <param name="invocation">The id that the worker knows the request by.</param>
    /// <param name="body">The body where it was read before.</param>
    public async Task ForwardAsync(HttpContext context, string invocation, byte[]? body)
    {
        using var request = Request(context.Request, invocation, body);
        using var answer = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(header => !NotForwarded.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        await using var content = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private HttpRequestMessage Request(HttpRequest from, string invocation, byte[]? body)
    {
        var request = new HttpRequestMessage(new(from.Method), new Uri(worker, from.Path.ToUriComponent() + from.QueryString.ToUriComponent())) { Version = HttpVersion.Version11 };
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        else if (from.ContentLength > 0 || from.Headers.TransferEncoding.Count > 0)
            request.Content = new ForwardedBody(from);
        foreach (var (name, values) in from.Headers.Where(header => !NotForwarded.Contains(header.Key)))
            Add(request, name, values.ToArray());
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"{from.HttpContext.Connection.RemoteIpAddress}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", from.Host.ToUriComponent());
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", from.Scheme);
        request.Headers.TryAddWithoutValidation(InvocationId, invocation);
        return request;
    }

    private static void Add(HttpRequestMessage request, string name, IEnumerable<string?> values)
    {
        if (!request.Headers.TryAddWithoutValidation(name, values))
            request.Content?.Headers.TryAddWithoutValidation(name, values);
    }
}
