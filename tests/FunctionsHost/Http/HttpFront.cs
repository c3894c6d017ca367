using Microsoft.AspNetCore.Http;
using MlFunctions.FunctionsHost.Functions;

namespace MlFunctions.FunctionsHost.Http;

/// <summary>Answers callers as the host does, but for keys: routes a request, forwards it and invokes its function.</summary>
internal sealed class HttpFront(RouteTable routes, RequestForwarder forwarder, Invoker invoker)
{
    public async Task AnswerAsync(HttpContext context)
    {
        if (!routes.TryFind(context.Request, out var function, out var values))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var request = Invoker.Request(function, new() { Http = new() });
        var body = await TriggerMetadata.AddAsync(request.TriggerMetadata, context.Request, values);
        // The host begins to forward before it invokes, and does not wait in between.
        var forwarding = forwarder.ForwardAsync(context, request.InvocationId, body);
        var invocation = invoker.Start(function, request);
        await using var cancelling = context.RequestAborted.Register(() => invoker.Cancel(request.InvocationId));
        await EndAsync(context, invocation, forwarding);
    }

    /// <summary>A failed function is 500 where its answer has not begun; else the connection is closed, since the answer may not be whole.</summary>
    private static async Task EndAsync(HttpContext context, Invocation invocation, Task forwarding)
    {
        try
        {
            var result = await invocation.Result;
            await forwarding;
            if (result.Status != InvocationStatus.Success)
                throw new WorkerFailedException($"{invocation.Function} {result.Status}: {result.Exception}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception failure) when (failure is WorkerFailedException or HttpRequestException or IOException && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
