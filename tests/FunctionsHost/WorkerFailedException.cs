namespace MlFunctions.FunctionsHost;

/// <summary>The worker did not do what the protocol asks for. The message has its last lines of output.</summary>
public sealed class WorkerFailedException(string message) : Exception(message);
