using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlFunctions.Benchmarks.Throughput;

/// <summary>What wrk counted; times in microseconds.</summary>
/// <param name="Requests">Answered.</param>
/// <param name="Duration">Of the run.</param>
/// <param name="P50">Half of the answers took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Errors">Connections and timeouts that failed, and answers other than 2xx and 3xx.</param>
internal sealed record WrkResult(long Requests, long Duration, long P50, long P99, long Errors)
{
    public double PerSecond => Requests / (Duration / 1e6);
}

/// <summary>The load generator: <c>wrk</c> with 2 threads, posting the bodies of a file.</summary>
internal static class Wrk
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Throughput", "predict.lua");

    /// <exception cref="BenchmarkException">There is no wrk, or it failed.</exception>
    public static async Task<WrkResult> RunAsync(Uri url, string bodies, int connections, int seconds, CancellationToken cancel)
    {
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        using var wrk = Start(["-t2", "-c" + Text(connections), "-d" + Text(seconds) + "s", "--latency", "-s", Script, url.ToString(), "--", bodies]);
        try
        {
            var errors = wrk.StandardError.ReadToEndAsync(cancel);
            var output = await wrk.StandardOutput.ReadToEndAsync(cancel);
            await wrk.WaitForExitAsync(cancel);
            return wrk.ExitCode == 0
                ? JsonSerializer.Deserialize<WrkResult>(output.TrimEnd().Split('\n')[^1], JsonSerializerOptions.Web)!
                : throw new BenchmarkException($"wrk ended with code {wrk.ExitCode}: {output}{await errors}");
        }
        catch (OperationCanceledException)
        {
            wrk.Kill();
            throw;
        }
    }

    /// <exception cref="BenchmarkException">There is none.</exception>
    public static void Require()
    {
        using var wrk = Start(["-v"]);
        wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            throw new BenchmarkException("This benchmark needs the load generator wrk, and it was not found: install it (apt-get install wrk, or brew install wrk).");
        }
    }
}
