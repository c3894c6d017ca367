using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Middleware;
using MlFunctions.Hosting.Http;

namespace MlFunctions.Worker.Invocations;

/// <summary>Runs every function: begins it when the application has started, executes the result of an HTTP function, and answers its exceptions as the Standalone host does.</summary>
internal sealed class InvocationMiddleware(RunningInvocations running, FaultAnswers faults) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await running.BeginAsync();
        try
        {
            if (context.GetHttpContext() is { } http)
                await AnswerAsync(context, http, next);
            else
                await RunAsync(context, next);
        }
        finally
        {
            running.End();
        }
    }

    private async Task AnswerAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        context.Features.Set<IFunctionInputBindingFeature>(HttpInputs.Instance);
        try
        {
            await next(context);
            var invocation = context.GetInvocationResult();
            if (invocation.Value is not IResult result)
                return;
            // The worker would execute the result too, and would then serialize the object and send that to the host as a return value, which the host drops.
            invocation.Value = null;
            await result.ExecuteAsync(http);
        }
        catch (Exception exception)
        {
            // The worker logs what leaves here, with this id, and the host counts it as a failure.
            if (!await faults.AnswerAsync(http, exception, context.InvocationId, context.CancellationToken))
                throw;
        }
    }

    /// <summary>A timer function, whose token is also cancelled when the worker begins to stop, as on the Standalone host.</summary>
    private async Task RunAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, running.Stopping);
        context.Features.Set<IFunctionInputBindingFeature>(new StoppableInputs(context.Features.Get<IFunctionInputBindingFeature>()!, stop.Token));
        await next(context);
    }
}
