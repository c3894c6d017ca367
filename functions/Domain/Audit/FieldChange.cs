using System.Text.Json;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Audit;

/// <summary>One field of a document that has changed.</summary>
/// <param name="Path">As a JSON pointer (RFC 6901).</param>
/// <param name="From">What it was; null where it was not there.</param>
/// <param name="To">What it is; null where it is gone.</param>
public sealed record FieldChange(string Path, JsonNode? From, JsonNode? To)
{
    /// <summary>Every field that differs between two definitions; of a first one, all that it says.</summary>
    public static IReadOnlyList<FieldChange> Between(TaskDefinition? before, TaskDefinition after) =>
        [.. Between("", Node(before), Node(after)).Where(change => change.Path != "/version")];

    private static IEnumerable<FieldChange> Between(string path, JsonNode? from, JsonNode? to)
    {
        if (JsonNode.DeepEquals(from, to))
            return [];
        return (from, to) switch
        {
            (JsonObject one, JsonObject other) => one.Select(field => field.Key).Union(other.Select(field => field.Key))
                .SelectMany(name => Between($"{path}/{Escaped(name)}", one[name], other[name])),
            (JsonArray one, JsonArray other) when one.Count == other.Count => Enumerable.Range(0, one.Count).SelectMany(place => Between($"{path}/{place}", one[place], other[place])),
            _ => [new(path, from?.DeepClone(), to?.DeepClone())],
        };
    }

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static JsonObject Node(TaskDefinition? task) => task is null ? [] : JsonSerializer.SerializeToNode(task, Json.Options)!.AsObject();
}
