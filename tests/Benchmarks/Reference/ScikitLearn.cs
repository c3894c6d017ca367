using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Benchmarks.Reference;

/// <summary>The reference: scikit-learn in a Python of this machine.</summary>
internal static class ScikitLearn
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Reference", "sklearn_reference.py");

    /// <summary>Every metric by its name, as the script says.</summary>
    /// <exception cref="BenchmarkException">There is no Python with scikit-learn, or the script failed.</exception>
    public static async Task<IReadOnlyDictionary<string, double>> JudgeAsync(JsonObject told, CancellationToken cancel)
    {
        var python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(Has) ?? throw new BenchmarkException("No python3 has scikit-learn (apt-get install python3-sklearn).");
        using var process = Process.Start(new ProcessStartInfo(python, [Script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(told.ToJsonString().AsMemory(), cancel);
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Dictionary<string, double>>(answer)! : throw new BenchmarkException("The reference script failed.");
    }

    private static bool Has(string python)
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(python, ["-c", "import sklearn.metrics"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
