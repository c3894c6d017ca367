using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MlFunctions.Infra.Tests;

/// <summary>The Bicep compiler of the NuGet package, and the files that it is given.</summary>
internal static class Bicep
{
    public static readonly string Folder = Path.GetFullPath(Metadata("Infra"));

    public static bool Runs => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    public static void SkipWhereItDoesNotRun() => Assert.SkipUnless(Runs, "The Bicep compiler's package is for Linux on x64.");

    /// <summary>Paths below <c>infra/</c>.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order();

    /// <summary>Compiles a parameters file, its template and the template's modules.</summary>
    /// <param name="file">Path below <c>infra/</c>.</param>
    /// <param name="environment">What the parameters file reads from the environment.</param>
    public static async Task<(int ExitCode, string Json, string Diagnostics)> CompileAsync(string file, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Executable(), ["build-params", Path.Combine(Folder, file), "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var bicep = Process.Start(start)!;
        var json = bicep.StandardOutput.ReadToEndAsync();
        var diagnostics = bicep.StandardError.ReadToEndAsync();
        await bicep.WaitForExitAsync();
        return (bicep.ExitCode, await json, await diagnostics);
    }

    private static string Executable()
    {
        var path = Metadata("Bicep");
        if (OperatingSystem.IsLinux() && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
