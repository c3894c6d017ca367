using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MlFunctions.Benchmarks.Hosts;

namespace MlFunctions.Benchmarks.Peers;

/// <summary>FastAPI with XGBoost: what a team would otherwise serve a model of rows by. One uvicorn worker a core, uvloop and httptools where they are installed, no log.</summary>
internal static class FastApi
{
    /// <summary>How to have it.</summary>
    public const string Remedy = "FastAPI with XGBoost is left out: no python3 has both (apt-get install python3-fastapi uvicorn, and xgboost from pip or apt).";

    /// <summary>As many as one of the boosted ensembles of the model beside it may have.</summary>
    private const int Trees = 100;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>A Python that has what it needs; null when there is none.</summary>
    public static string? Python { get; } = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(Has);

    public static Task<ServerProcess> StartAsync(Uri address, string orders, CancellationToken cancel) => ServerProcess.StartProgramAsync(
        Python!,
        ["-m", "uvicorn", "fastapi_xgboost:app", "--app-dir", Folder, "--port", Text(address.Port), "--workers", Text(Environment.ProcessorCount), "--no-access-log", "--log-level", "warning"],
        new Dictionary<string, string> { ["ORDERS"] = orders, ["TREES"] = Text(Trees), ["OMP_NUM_THREADS"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        address,
        cancel);

    private static bool Has(string python)
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(python, ["-c", "import fastapi, uvicorn, xgboost"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
