using System.Text.Json;

namespace MlFunctions.FunctionsHost;

/// <summary>A built or published Functions application.</summary>
/// <param name="Folder">It has <c>host.json</c>.</param>
/// <param name="Settings">The app settings, which the worker gets as environment variables.</param>
public sealed record WorkerApplication(string Folder, IReadOnlyDictionary<string, string> Settings)
{
    private const string DefaultRoutePrefix = "api";

    /// <summary>The route prefix of <c>host.json</c>.</summary>
    internal string RoutePrefix
    {
        get
        {
            using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "host.json")));
            return host.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http)
                && http.TryGetProperty("routePrefix", out var prefix) ? prefix.GetString()! : DefaultRoutePrefix;
        }
    }

    /// <summary>The program that runs the worker with its first arguments; null for those of <c>worker.config.json</c>, which the Functions SDK writes into the folder.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    internal IReadOnlyList<string> CommandOrConfigured
    {
        get
        {
            if (Command is not null)
                return Command;
            using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "worker.config.json")));
            var description = config.RootElement.GetProperty("description");
            return [description.GetProperty("defaultExecutablePath").GetString()!, Path.Combine(Folder, description.GetProperty("defaultWorkerPath").GetString()!)];
        }
    }
}
