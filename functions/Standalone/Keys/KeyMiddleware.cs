using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Keys;

/// <summary>Lets a call through to its endpoint when its key opens it or, where no key is configured, when it comes from this machine.</summary>
internal sealed class KeyMiddleware(RequestDelegate next, FunctionKeys keys)
{
    private const string Header = "x-functions-key";
    private const string Query = "code";

    public Task InvokeAsync(HttpContext context)
    {
        if (keys.None)
        {
            const string Refusal = "This host has no key and serves its own machine only: configure FunctionKeys__<name>, and send that key.";
            return Loopback.Is(context) ? next(context) : HostProblems.WriteAsync(context, StatusCodes.Status403Forbidden, Refusal);
        }
        var level = context.GetEndpoint()?.Metadata.GetMetadata<RequiredKey>()?.Level ?? AuthorizationLevel.Anonymous;
        return keys.Open(level, Sent(context.Request)) ? next(context) : RefuseAsync(context, level);
    }

    private static string? Sent(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var key) ? key.ToString() : request.Query[Query].FirstOrDefault();

    private static Task RefuseAsync(HttpContext context, AuthorizationLevel level)
    {
        var which = FunctionKeys.NeedsMaster(level) ? "the master key (the setting FunctionKeys__master)" : "a key (any setting FunctionKeys__<name>)";
        return HostProblems.WriteAsync(context, StatusCodes.Status401Unauthorized, $"Send {which} in the header {Header}, or as ?{Query}=.");
    }
}
