using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>A function that does nothing: it does not even read what is sent.</summary>
public sealed class EmptyFunction
{
    private readonly IResult answer = Results.Ok();

    [Function("Empty")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "empty")] HttpRequest request, CancellationToken cancel) => Task.FromResult(answer);
}

/// <summary>Lists the function, as the Functions SDK would with code that it generates.</summary>
internal sealed class EmptyFunctionMetadata : IFunctionMetadataProvider
{
    private const string Trigger = """{"name":"request","type":"httpTrigger","direction":"In","authLevel":"Function","methods":["post"],"route":"empty"}""";

    private const string Return = """{"name":"$return","type":"http","direction":"Out"}""";

    public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) => Task.FromResult<ImmutableArray<IFunctionMetadata>>(
    [
        new DefaultFunctionMetadata
        {
            Name = "Empty",
            Language = "dotnet-isolated",
            EntryPoint = $"{typeof(EmptyFunction).FullName}.{nameof(EmptyFunction.Run)}",
            ScriptFile = $"{typeof(EmptyFunction).Assembly.GetName().Name}.dll",
            RawBindings = [Trigger, Return],
        },
    ]);
}

/// <summary>Calls the function directly, as the code does that the Functions SDK generates.</summary>
internal sealed class EmptyFunctionExecutor(IFunctionActivator activator) : IFunctionExecutor
{
    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        var inputs = (await context.Features.Get<IFunctionInputBindingFeature>()!.BindFunctionInputAsync(context)).Values;
        var function = (EmptyFunction)activator.CreateInstance(typeof(EmptyFunction), context)!;
        context.GetInvocationResult().Value = await function.Run((HttpRequest)inputs[0]!, (CancellationToken)inputs[1]!);
    }
}
