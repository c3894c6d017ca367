using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace MlFunctions.Worker.Invocations;

/// <summary>Binds what the worker binds, with another token.</summary>
/// <param name="inputs">The worker's own binding.</param>
/// <param name="stop">Put in the place of the invocation's token.</param>
internal sealed class StoppableInputs(IFunctionInputBindingFeature inputs, CancellationToken stop) : IFunctionInputBindingFeature
{
    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        var bound = await inputs.BindFunctionInputAsync(context);
        for (var i = 0; i < bound.Values.Length; i++)
        {
            if (context.FunctionDefinition.Parameters[i].Type == typeof(CancellationToken))
                bound.Values[i] = stop;
        }

        return bound;
    }
}
