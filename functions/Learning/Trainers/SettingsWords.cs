using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Learning.Trainers;

/// <summary>Settings as a model card shows them: "location.trees" is "400".</summary>
internal static class SettingsWords
{
    public static IReadOnlyDictionary<string, string> Of<T>(T settings) =>
        Leaves("", JsonSerializer.SerializeToElement(settings, Json.Options)).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Leaves(string path, JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(property => Leaves(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value))
        : [new(path, element.ToString())];
}
