using System.Runtime.InteropServices;

namespace MlFunctions.Benchmarks.Loads;

/// <summary>Sleeps of less than a millisecond, which <see cref="Thread.Sleep(int)"/> cannot, and which must not burn a core that the server needs.</summary>
internal static class Nap
{
    private const double Longest = 0.5;

    /// <summary>About so many seconds, at most half of one; where the system has no such sleep, a millisecond.</summary>
    public static void For(double seconds)
    {
        if (OperatingSystem.IsWindows())
            Thread.Sleep(1);
        else
            _ = Sleep((uint)(Math.Min(seconds, Longest) * 1e6));
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(uint microseconds);
}
