using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Standalone.Emulation;

/// <summary>How Azurite is called, and what it says back.</summary>
internal static partial class AzuriteCommand
{
    /// <summary>
    /// Runs before Azurite. A line on its input stops it, on every operating system and with its data written; a signal, which a
    /// terminal or a supervisor sends to the host and to Azurite alike, does so only when the host is gone, which still needs it to stop in order.
    /// </summary>
    private const string Guard = """
        const once = process.once;
        process.once = function (event, handler) { return event === "SIGINT" || event === "SIGTERM" ? this : once.call(this, event, handler); };
        const stop = () => { process.stdin.destroy(); process.emit("message", "shutdown"); };
        let owned = true;
        for (const signal of ["SIGINT", "SIGTERM"])
            process.on(signal, () => { if (!owned) stop(); });
        process.stdin.once("end", () => { owned = false; });
        process.stdin.once("data", stop);
        """;

    /// <summary>An input that ends means that the owner has been killed.</summary>
    private const string EndWithOwner = """
        process.stdin.once("end", stop);
        """;

    public static IEnumerable<string> Arguments(string script, AzuriteOptions options) =>
    [
        "--import", "data:text/javascript," + Uri.EscapeDataString(options.DataFolder is null ? Guard + "\n" + EndWithOwner : Guard),
        script, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--blobPort", Text(options.BlobPort), "--tablePort", Text(options.TablePort), "--queuePort", "0",
        .. options.DataFolder is { } folder ? ["--location", folder] : new[] { "--inMemoryPersistence" },
    ];

    /// <summary>Reads on until blobs and tables are served; the rest of the output is drained, so that Azurite never waits for a reader.</summary>
    public static async Task<(int Blob, int Table)> ReadPortsAsync(Process process, CancellationToken cancellation)
    {
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var ports = new Dictionary<string, int>();
        while (!(ports.ContainsKey("Blob") && ports.ContainsKey("Table")))
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellation)
                ?? throw new RefusedToStartException($"Azurite ended as it was started: {(await errors).Trim()} {AzuritePackage.Remedy}");
            if (Listening().Match(line) is { Success: true } match)
                ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
        }
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return (ports["Blob"], ports["Table"]);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening at \S+:(?<port>\d+)")]
    private static partial Regex Listening();
}
