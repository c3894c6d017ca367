using Microsoft.AspNetCore.Http;

namespace MlFunctions.Hosting.Http;

/// <summary>What a host answers where no function does: problem+json with a sentence that says what to do.</summary>
public static class Problem
{
    /// <summary>
    /// Writes it with its length, so that a caller has it whole even where the connection is closed behind it: that is what the Functions host does when an invocation has failed whose answer
    /// has begun.
    /// </summary>
    /// <param name="context">Whose answer has not begun.</param>
    /// <param name="status">Its status code.</param>
    /// <param name="detail">The sentence.</param>
    /// <param name="traceId">The id under which the log has this request.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail, string traceId)
    {
        var body = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            await Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["traceId"] = traceId }).ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        context.Response.ContentLength = written.Length;
        await body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), CancellationToken.None);
    }
}
