using System.Collections.Concurrent;
using System.Diagnostics;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost;

/// <summary>Sends invocations to the worker, and keeps those of the recent past.</summary>
internal sealed class Invoker(WorkerChannel channel)
{
    private const int MaxKept = 1000;

    private readonly ConcurrentQueue<Invocation> invocations = new();

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyCollection<Invocation> Invocations => invocations.ToArray();

    public static InvocationRequest Request(IndexedFunction function, TypedData input) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = function.Id,
        TraceContext = new() { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
        InputData = { new ParameterBinding { Name = function.Parameter, Data = input } },
    };

    public Invocation Start(IndexedFunction function, InvocationRequest request)
    {
        var invocation = new Invocation(request.InvocationId, function.Name, ResultAsync(channel.InvokeAsync(request)));
        invocations.Enqueue(invocation);
        if (invocations.Count > MaxKept)
            invocations.TryDequeue(out _);
        return invocation;
    }

    public void Cancel(string invocation) => channel.Send(new() { InvocationCancel = new() { InvocationId = invocation } });

    private static async Task<InvocationResult> ResultAsync(Task<InvocationResponse> response) => InvocationResult.Of(await response);
}
