using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.FunctionsHost;
using MlFunctions.Hosting;
using MlFunctions.Worker.Invocations;

namespace MlFunctions.Benchmarks.Workers;

/// <summary>An isolated worker with a function that does nothing: as the template of a new Functions app makes it, or with everything that this application's worker registers.</summary>
internal static class EmptyWorker
{
    /// <summary>Set where the worker is composed as this application's.</summary>
    private const string Composed = "BENCHMARK_COMPOSED";

    /// <summary>With the arguments that the Functions host gives a worker; the worker reads them itself.</summary>
    public static Command Command { get; } = new(
        "serve-empty [--host <name>] [--port <number>] [--workerId <id>] [--requestId <id>] [--grpcMaxMessageLength <bytes>]"
        + " [--functions-uri <url>] [--functions-worker-id <id>] [--functions-request-id <id>] [--functions-grpc-max-message-length <bytes>]",
        "Runs a worker with one empty function; the worker command starts it.",
        RunAsync);

    public static WorkerApplication Template { get; } = Application(new() { ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated" });

    /// <summary>The same function in a worker that is composed as this application's.</summary>
    /// <param name="settings">Of this application.</param>
    public static WorkerApplication ComposedWith(IReadOnlyDictionary<string, string> settings) => Application(new(settings) { [Composed] = "true" });

    private static WorkerApplication Application(Dictionary<string, string> settings) => new(AppContext.BaseDirectory, settings)
    {
        Command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MlFunctions.Benchmarks.dll"), Command.Name],
    };

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton<IFunctionMetadataProvider, EmptyFunctionMetadata>();
        builder.Services.AddSingleton<IFunctionExecutor, EmptyFunctionExecutor>();
        if (builder.Configuration[Composed] is not null)
        {
            builder.Services.AddMlFunctions(builder.Configuration);
            builder.Services.AddTransient<EmptyFunction>();
            builder.AddInvocations();
        }

        using var worker = builder.Build();
        await worker.RunAsync(cancel);
        return 0;
    }
}
