using System.Diagnostics;
using System.Globalization;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>Signals to a process that this one has started through others; Linux only.</summary>
internal static class Signal
{
    /// <summary>The process whose command line has these words, each ended by a zero.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static int Find(string words)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && CommandLine(folder).Contains(words, StringComparison.Ordinal))
                return id;
        }
        throw new BenchmarkException("The storage emulator's process was not found.");
    }

    public static void Send(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
