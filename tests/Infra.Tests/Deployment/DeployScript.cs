using System.Diagnostics;

namespace MlFunctions.Infra.Tests.Deployment;

/// <summary>A run of <c>infra/deploy</c> on a PATH that holds the stub in place of az, dotnet, curl and sleep, and of the system only what the script needs.</summary>
internal sealed class DeployScript : IDisposable
{
    public const string App = "func-mlfunctions-abc";
    public const string Address = $"https://{App}.azurewebsites.net";

    private static readonly string[] System = ["bash", "cat", "cp", "dirname", "env", "grep", "head", "mkdir", "mktemp", "rm", "seq", "sort"];
    private static readonly string[] Stubbed = ["az", "curl", "dotnet", "sleep"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlfunctions deploy ");

    public DeployScript()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        foreach (var name in new[] { "path", "state", "temporary" })
            folder.CreateSubdirectory(name);
        foreach (var tool in System)
            File.CreateSymbolicLink(InPath(tool), Installed(tool));
        foreach (var tool in Stubbed)
            File.CreateSymbolicLink(InPath(tool), Path.Combine(AppContext.BaseDirectory, "Deployment", "stub"));
        File.WriteAllText(State("group"), "false\n");
    }

    public static string Script => Path.Combine(Bicep.Folder, "deploy");

    public Dictionary<string, string> Environment { get; } = new() { ["MLFUNCTIONS_SMTP_SERVER"] = "", ["MLFUNCTIONS_SECRETS"] = "", ["MLFUNCTIONS_SECRET_HOSTS"] = "", ["MLFUNCTIONS_PARAMETERS"] = "" };

    /// <summary>The calls so far, each the tool and its arguments.</summary>
    public List<string[]> Calls => File.Exists(State("calls")) ? [.. File.ReadLines(State("calls")).Select(line => line.Split('\t'))] : [];

    /// <summary>The SMTP server that <c>az deployment group create</c> found in its environment.</summary>
    public string SmtpServerOfTheDeployment => File.ReadAllText(State("smtp")).Trim();

    /// <summary>What the script has left in the folder for temporary files.</summary>
    public IEnumerable<string> Left => Directory.EnumerateFileSystemEntries(Path.Combine(folder.FullName, "temporary"));

    /// <summary>A path for a file of the test, with a space in it.</summary>
    public string FileNamed(string name) => Path.Combine(folder.FullName, name);

    public DeployScript WithTheResourceGroup()
    {
        File.WriteAllText(State("group"), "true\n");
        return this;
    }

    public DeployScript Without(string tool)
    {
        File.Delete(InPath(tool));
        return this;
    }

    /// <summary>Lets the calls that begin so fail, the first <paramref name="times"/> times.</summary>
    public DeployScript Failing(string call, int times = 1000)
    {
        File.WriteAllText(State("failures"), $"{times} {call}\n");
        return this;
    }

    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(InPath("bash"), [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment["PATH"] = Path.Combine(folder.FullName, "path");
        start.Environment["STUB"] = Path.Combine(folder.FullName, "state");
        start.Environment["TMPDIR"] = Path.Combine(folder.FullName, "temporary");
        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (script.ExitCode, await output, await errors);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string InPath(string tool) => Path.Combine(folder.FullName, "path", tool);

    private string State(string name) => Path.Combine(folder.FullName, "state", name);

    private static string Installed(string tool) =>
        global::System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(path => Path.Combine(path, tool)).First(File.Exists);
}
