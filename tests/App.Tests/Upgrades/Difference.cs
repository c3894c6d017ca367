using System.Text.Json;

namespace MlFunctions.App.Tests.Upgrades;

/// <summary>Compares what an earlier version answered with what this one answers. New fields are no difference.</summary>
internal static class Difference
{
    /// <summary>The first place where the new answer lacks or changes something; null where there is none.</summary>
    public static string? Of(string before, string after) =>
        before.StartsWith('{') && after.StartsWith('{') ? Of(JsonElement.Parse(before), JsonElement.Parse(after), string.Empty) : before == after ? null : "the whole text";

    private static string? Of(JsonElement before, JsonElement after, string place) => (before.ValueKind, after.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => before.EnumerateObject()
            .Select(field => after.TryGetProperty(field.Name, out var value) ? Of(field.Value, value, $"{place}/{field.Name}") : $"{place}/{field.Name} is missing")
            .FirstOrDefault(difference => difference is not null),
        (JsonValueKind.Array, JsonValueKind.Array) when before.GetArrayLength() == after.GetArrayLength() => before.EnumerateArray()
            .Zip(after.EnumerateArray()).Index().Select(pair => Of(pair.Item.First, pair.Item.Second, $"{place}/{pair.Index}"))
            .FirstOrDefault(difference => difference is not null),
        _ => before.GetRawText() == after.GetRawText() ? null : $"{place}: {Short(before)} became {Short(after)}",
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 200 } text ? $"{text[..200]}…" : value.GetRawText();
}
