using MlFunctions.FunctionsHost.Protocol;

namespace MlFunctions.FunctionsHost;

/// <summary>An entry that the worker logged, as it sent it to the host.</summary>
/// <param name="Level">From 0, trace, to 5, critical.</param>
/// <param name="Category">The logger's name.</param>
/// <param name="EventName">Empty where the event has none.</param>
/// <param name="Message">Formatted.</param>
/// <param name="Exception">Type, message and stack; null where there is none.</param>
/// <param name="InvocationId">Empty where it was logged outside an invocation.</param>
public sealed record WorkerLogEntry(int Level, string Category, string EventName, string Message, string? Exception, string InvocationId)
{
    private const int Error = 4;

    public bool IsError => Level >= Error;

    internal static WorkerLogEntry Of(RpcLog log) =>
        new((int)log.Level, log.Category, log.EventId, log.Message, log.Exception is { } thrown ? $"{thrown.Type} {thrown.Message} {thrown.StackTrace}" : null, log.InvocationId);
}
