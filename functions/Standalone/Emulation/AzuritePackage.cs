using System.Diagnostics;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Emulation;

/// <summary>Azurite as npm installs it: once for a user, whichever host or test run comes first.</summary>
internal static class AzuritePackage
{
    public const string Version = "3.37.0";

    private static readonly string Folder = Path.Combine(Home, $"azurite-{Version}");

    private static string Script => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Where this user's Azurite and its data are.</summary>
    public static string Home => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } data
            ? data
            : Path.GetTempPath(),
        "MlFunctions");

    /// <summary>The script to run with node, installed first where it is not there.</summary>
    public static async Task<string> EnsureAsync(Action<string> say, CancellationToken cancellation)
    {
        if (!File.Exists(Script))
        {
            using var alone = await FileLock.AcquireAsync($"{Folder}.lock", cancellation);
            if (!File.Exists(Script))
                await InstallAsync(say, cancellation);
        }
        return Script;
    }

    /// <summary>Moved into place when it is whole, so that an interrupted install is never taken for one.</summary>
    private static async Task InstallAsync(Action<string> say, CancellationToken cancellation)
    {
        say($"installing Azurite {Version} from npm into {Folder} (once, about 20 s) …");
        var part = $"{Folder}.part";
        foreach (var rest in new[] { part, Folder }.Where(Directory.Exists))
            Directory.Delete(rest, recursive: true);
        await NpmAsync(["install", $"azurite@{Version}", "--prefix", part, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancellation);
        Directory.Move(part, Folder);
    }

    private static async Task NpmAsync(string[] arguments, CancellationToken cancellation)
    {
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments);
        npm.StandardInput.Close();
        try
        {
            var said = npm.StandardError.ReadToEndAsync(cancellation);
            await npm.StandardOutput.ReadToEndAsync(cancellation);
            await npm.WaitForExitAsync(cancellation);
            if (npm.ExitCode != 0)
                throw new RefusedToStartException($"npm could not install Azurite {Version}: {(await said).Trim()} {Remedy}");
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program of Node.js, its streams redirected; where there is none, says so.</summary>
    internal static Process Start(string program, IEnumerable<string> arguments)
    {
        Directory.CreateDirectory(Home);
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Home,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new RefusedToStartException($"Azurite needs Node.js, and '{program}' was not found. Install Node.js 20 or newer. {Remedy}", missing);
        }
    }

    internal const string Remedy =
        "Or start Azurite yourself, or set AzureWebJobsStorage to the connection string of a storage account.";
}
