using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Hosting.Http;

/// <summary>Answers the exceptions that come out of functions; both hosts answer them alike, and without details.</summary>
public sealed partial class FaultAnswers(ILogger<FaultAnswers> logger)
{
    /// <summary>Answers an exception, or closes the connection where the client is gone or the answer has begun.</summary>
    /// <param name="context">The call.</param>
    /// <param name="exception">What came out of its function.</param>
    /// <param name="traceId">The id under which the log has this call.</param>
    /// <param name="cancel">The function's own token.</param>
    /// <returns>False where it is a fault, which the host has to log; true where there is nothing more to do.</returns>
    public async Task<bool> AnswerAsync(HttpContext context, Exception exception, string traceId, CancellationToken cancel)
    {
        var isGone = context.RequestAborted.IsCancellationRequested || exception is ConnectionResetException;
        if (isGone && exception is OperationCanceledException or IOException)
        {
            context.Abort();
            return true;
        }

        if (exception is BadHttpRequestException bad)
            return await WriteAsync(context, bad.StatusCode, bad.Message, traceId);
        if (exception is OperationCanceledException && cancel.IsCancellationRequested)
            return await WriteUnavailableAsync(context, "This instance is stopping and has cancelled the call. Send the call again.", traceId);
        if (exception is RacedException raced)
            return await WriteUnavailableAsync(context, raced.Message, traceId);
        if (StorageAccount.IsOutage(exception))
        {
            LogOutage(context.Request.Method, context.Request.Path, exception.GetBaseException().Message);
            return await WriteUnavailableAsync(
                context, "The storage account cannot be reached. Send the call again; if that lasts, look at GET /api/health and at the setting AzureWebJobsStorage.", traceId);
        }

        if (exception is NewerFormatException newer)
        {
            LogNewer(context.Request.Method, context.Request.Path, newer.Message);
            return await WriteUnavailableAsync(context, newer.Message, traceId);
        }

        await WriteAsync(context, StatusCodes.Status500InternalServerError, "Something failed on the server; its log tells what, under this trace id.", traceId);
        return false;
    }

    private static Task<bool> WriteUnavailableAsync(HttpContext context, string detail, string traceId) =>
        WriteAsync(context, StatusCodes.Status503ServiceUnavailable, detail, traceId, retryAfter: "1");

    /// <summary>An answer that has begun can only be cut off, so that nobody takes it for whole.</summary>
    private static async Task<bool> WriteAsync(HttpContext context, int status, string detail, string traceId, string? retryAfter = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return true;
        }

        context.Response.Clear();
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await Problem.WriteAsync(context, status, detail, traceId);
        return true;
    }

    [LoggerMessage(EventId = 2, EventName = "StorageOutage", Level = LogLevel.Error, Message = "{Method} {Path} could not use the storage: {Outage}")]
    private partial void LogOutage(string method, string path, string outage);

    [LoggerMessage(EventId = 3, EventName = "NewerFormat", Level = LogLevel.Error, Message = "{Method} {Path} could not read what is stored: {Reason}")]
    private partial void LogNewer(string method, string path, string reason);
}
