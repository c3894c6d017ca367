using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.FunctionsHost;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>An isolated worker as the template of a new Functions app makes it, with a function that does nothing.</summary>
internal static class EmptyWorker
{
    /// <summary>With the arguments that the Functions host gives a worker; the worker reads them itself.</summary>
    public static Command Command { get; } = new(
        "serve-empty [--host <name>] [--port <number>] [--workerId <id>] [--requestId <id>] [--grpcMaxMessageLength <bytes>]"
        + " [--functions-uri <url>] [--functions-worker-id <id>] [--functions-request-id <id>] [--functions-grpc-max-message-length <bytes>]",
        "Runs a worker with one empty function; the worker command starts it.",
        RunAsync);

    public static WorkerApplication Application { get; } = new(AppContext.BaseDirectory, new Dictionary<string, string> { ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated" })
    {
        Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MlFunctions.Benchmarks.dll"), Command.Name],
    };

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<IFunctionMetadataProvider, EmptyFunctionMetadata>();
        builder.Services.AddSingleton<IFunctionExecutor, EmptyFunctionExecutor>();
        using var worker = builder.Build();
        await worker.RunAsync(cancel);
        return 0;
    }
}
