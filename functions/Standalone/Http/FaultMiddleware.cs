using MlFunctions.Hosting.Http;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Http;

/// <summary>The one place where what a function did not expect is caught: logged once, answered without a detail.</summary>
internal sealed partial class FaultMiddleware(RequestDelegate next, FaultAnswers answers, ILogger<FaultMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            var traceId = HostProblems.TraceId(context);
            if (!await answers.AnswerAsync(context, exception, traceId, context.RequestAborted))
                LogFault(exception, context.Request.Method, context.Request.Path, traceId);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "UnhandledException", Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    private partial void LogFault(Exception fault, string method, string path, string traceId);
}
