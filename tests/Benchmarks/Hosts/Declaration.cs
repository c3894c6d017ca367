using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlFunctions.Benchmarks.Hosts;

/// <summary>From a task as the API shows it, the document that declares it.</summary>
internal static class Declaration
{
    private static readonly string[] Shown = ["input", "version"];

    public static JsonObject Of(JsonElement shown, IReadOnlyDictionary<string, object> fields)
    {
        var document = JsonObject.Create(shown)!;
        foreach (var name in Shown)
            document.Remove(name);
        foreach (var (name, value) in fields)
            document[name] = JsonSerializer.SerializeToNode(value);
        return document;
    }
}
