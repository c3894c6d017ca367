using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost.Functions;

/// <summary>One call of a function.</summary>
/// <param name="Id">Drawn by the host.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Result">What the worker answered; it fails where the worker ended before.</param>
public sealed record Invocation(string Id, string Function, Task<InvocationResult> Result);

/// <summary>What the worker answered to an invocation.</summary>
/// <param name="Status">Whether it succeeded, failed or was cancelled.</param>
/// <param name="Exception">Type, message and stack of what failed; null where nothing did.</param>
/// <param name="ReturnValue">What the worker sent as the function's return value; null where there is none.</param>
public sealed record InvocationResult(InvocationStatus Status, string? Exception, string? ReturnValue)
{
    internal static InvocationResult Of(InvocationResponse response) => new(
        (InvocationStatus)response.Result.Status,
        response.Result.Exception is { } thrown ? $"{thrown.Type} {thrown.Message} {thrown.StackTrace}" : null,
        response.ReturnValue?.DataCase is null or TypedData.DataOneofCase.None ? null : response.ReturnValue.ToString());
}

public enum InvocationStatus
{
    Failure = 0,
    Success = 1,
    Cancelled = 2,
}
