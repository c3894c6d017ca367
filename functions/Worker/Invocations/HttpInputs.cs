using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace MlFunctions.Worker.Invocations;

/// <summary>
/// Binds the parameters of an HTTP function from its request. The worker's own binding reads the host's message, in which a parameter of the query or a field of the body takes the place of a
/// function's parameter of the same name: <c>?cancel=1</c> would fail every function with a token of that name. It also costs a call several times as much.
/// </summary>
internal sealed class HttpInputs : IFunctionInputBindingFeature
{
    /// <summary>It keeps nothing, so one serves all calls.</summary>
    public static readonly HttpInputs Instance = new();

    public ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context)
    {
        var http = context.GetHttpContext()!;
        var parameters = context.FunctionDefinition.Parameters;
        var values = new object?[parameters.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(parameters[i], context, http);
        return new(new FunctionInputBindingResult(values));
    }

    private static object? Value(FunctionParameter parameter, FunctionContext context, HttpContext http) =>
        parameter.Type == typeof(string) ? http.GetRouteValue(parameter.Name) as string
        : parameter.Type == typeof(HttpRequest) ? http.Request
        : parameter.Type == typeof(CancellationToken) ? context.CancellationToken
        : throw new InvalidOperationException(
            $"The parameter {parameter.Name} of function {context.FunctionDefinition.Name} is a {parameter.Type}; a function takes HttpRequest, route values as string, and CancellationToken.");
}
