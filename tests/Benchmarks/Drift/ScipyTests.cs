using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Benchmarks.Drift;

/// <summary>What scipy and numpy found in the same rows, and in how many processor seconds.</summary>
internal sealed record ScipyTests(double KsSeconds, double[] Ks, double PsiSeconds, double[] Psi)
{
    /// <summary>How to have it.</summary>
    public const string Remedy = "scipy is left out: no python3 has it (apt-get install python3-scipy).";

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Drift", "drift_peers.py");

    /// <summary>Null where no Python has scipy.</summary>
    public static ScipyTests? Run(string reference, string live, int columns)
    {
        var python = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Output(python, "-c", "import scipy") is not null);
        return python is null ? null : JsonSerializer.Deserialize<ScipyTests>(Output(python, Script, reference, live, columns.ToString(CultureInfo.InvariantCulture)) ?? throw new BenchmarkException("scipy's tests failed."), Json.Options);
    }

    private static string? Output(string python, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
