using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>A server in a process of its own on a port of this machine. It is killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int RememberedLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private int disposed;

    private ServerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Remember;
        process.ErrorDataReceived += Remember;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>A port that nothing listens on now.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Bytes of it that are in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Runs an assembly of this output folder, and returns when <paramref name="ready"/> answers 200.</summary>
    /// <exception cref="BenchmarkException">It ended, or did not answer in a minute; with its last lines.</exception>
    public static Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, Uri ready, CancellationToken cancel) =>
        StartProgramAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments], settings, ready, cancel);

    /// <summary>The same of any program.</summary>
    /// <exception cref="BenchmarkException">It ended, or did not answer in a minute; with its last lines.</exception>
    public static async Task<ServerProcess> StartProgramAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, Uri ready, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            await server.WaitAsync(program, ready, cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it and whatever it started at once, without a chance to write anything: SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitAsync(string program, Uri ready, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(http, ready, cancel))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                throw new BenchmarkException($"{program} {(process.HasExited ? string.Create(CultureInfo.InvariantCulture, $"ended with code {process.ExitCode}") : "does not answer")}. Its last lines:\n{string.Join('\n', said)}");
            await Task.Delay(20, cancel);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri ready, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(ready, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        said.Enqueue(line.Data);
        if (said.Count > RememberedLines)
            said.TryDequeue(out _);
    }
}
