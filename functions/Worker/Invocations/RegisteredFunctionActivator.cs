using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace MlFunctions.Worker.Invocations;

/// <summary>Takes a function from the services, where every one is registered, which costs less than matching its constructor on each call.</summary>
internal sealed class RegisteredFunctionActivator : IFunctionActivator
{
    public object? CreateInstance(Type instanceType, FunctionContext context) => context.InstanceServices.GetRequiredService(instanceType);
}
