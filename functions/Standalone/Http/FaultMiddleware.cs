using MlFunctions.Storage;

namespace MlFunctions.Standalone.Http;

/// <summary>The one place where what a function did not expect is caught: logged once, answered without a detail.</summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, ILogger<FaultMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await Problems.WriteAsync(context, bad.StatusCode, bad.Message);
        }
        catch (Exception outage) when (StorageAccount.IsOutage(outage) && !context.Response.HasStarted)
        {
            LogOutage(context.Request.Method, context.Request.Path, outage.GetBaseException().Message);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = "1";
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The storage account cannot be reached. Send the call again; if that lasts, look at GET /api/health and at the setting AzureWebJobsStorage.");
        }
        catch (NewerFormatException newer) when (!context.Response.HasStarted)
        {
            LogNewer(context.Request.Method, context.Request.Path, newer.Message);
            context.Response.Clear();
            context.Response.Headers.RetryAfter = "1";
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, newer.Message);
        }
        catch (Exception fault)
        {
            LogFault(fault, context.Request.Method, context.Request.Path, Problems.TraceId(context));
            await AnswerAsync(context);
        }
    }

    /// <summary>An answer that has begun can only be cut off, so that nobody takes it for whole.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }
        context.Response.Clear();
        const int Status = StatusCodes.Status500InternalServerError;
        return Problems.WriteAsync(context, Status, "Something failed on the server; its log tells what, under this trace id.");
    }

    [LoggerMessage(EventId = 2, EventName = "StorageOutage", Level = LogLevel.Error, Message = "{Method} {Path} could not use the storage: {Outage}")]
    private partial void LogOutage(string method, string path, string outage);

    [LoggerMessage(EventId = 3, EventName = "NewerFormat", Level = LogLevel.Error, Message = "{Method} {Path} could not read what is stored: {Reason}")]
    private partial void LogNewer(string method, string path, string reason);

    [LoggerMessage(EventId = 1, EventName = "UnhandledException", Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    private partial void LogFault(Exception fault, string method, string path, string traceId);
}
