using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MlFunctions.FunctionsHost;

/// <summary>The worker's process, started with the arguments and the environment that the Functions host gives it.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>Of this process' environment, what a program needs to run at all; the worker gets nothing else of it.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG", "USER"];

    /// <summary>Variables that configure the runtime have names that begin so.</summary>
    private const string Runtime = "DOTNET_";

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private int disposed;

    private WorkerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>The lines that it wrote to its standard output and error.</summary>
    public IReadOnlyCollection<string> Output => output;

    public bool HasExited => process.HasExited;

    /// <summary>Processor time that it has used, of all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of it that are in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    internal static WorkerProcess Start(WorkerApplication application, Uri host, string workerId)
    {
        var command = application.CommandOrConfigured;
        var requestId = Guid.NewGuid().ToString();
        var start = new ProcessStartInfo(command[0],
        [
            .. command.Skip(1),
            "--host", host.Host, "--port", Text(host.Port), "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", Text(int.MaxValue),
            "--functions-uri", host.ToString(), "--functions-worker-id", workerId, "--functions-request-id", requestId, "--functions-grpc-max-message-length", Text(int.MaxValue),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = application.Folder,
        };
        start.Environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && (Inherited.Contains(name) || name.StartsWith(Runtime, StringComparison.Ordinal)))
                start.Environment[name] = value;
        }

        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = application.Folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = application.Folder;
        foreach (var (name, value) in application.Settings)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Sends SIGTERM, as the platform does before it takes an instance away.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Text(Id)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has exited, and gives its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            output.Enqueue(line.Data);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
