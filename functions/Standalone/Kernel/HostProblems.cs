using System.Diagnostics;
using MlFunctions.Hosting.Http;

namespace MlFunctions.Standalone.Kernel;

/// <summary>What the host itself answers when no function does: problem+json with a sentence that says what to do.</summary>
internal static class HostProblems
{
    /// <summary>The id under which the log tells of this request.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static Task WriteAsync(HttpContext context, int status, string detail) => Problem.WriteAsync(context, status, detail, TraceId(context));
}
