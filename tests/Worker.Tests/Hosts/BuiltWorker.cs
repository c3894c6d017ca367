using System.Reflection;
using System.Text.Json;
using MlFunctions.FunctionsHost;

namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>The worker as it was built with these tests.</summary>
internal static class BuiltWorker
{
    public static string Folder { get; } = typeof(BuiltWorker).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "WorkerFolder").Value!;

    /// <summary>The values of <c>local.settings.json</c>.</summary>
    public static IReadOnlyDictionary<string, string> LocalSettings
    {
        get
        {
            using var settings = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "local.settings.json")));
            return settings.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
        }
    }

    /// <summary>The worker on a storage account, with nothing else set than what <c>func</c> sets on a developer's machine.</summary>
    public static WorkerApplication On(string storage, params IEnumerable<(string Name, string Value)> more)
    {
        var settings = new Dictionary<string, string>(LocalSettings) { ["AzureWebJobsStorage"] = storage };
        foreach (var (name, value) in more)
            settings[name] = value;
        return new(Folder, settings);
    }
}
