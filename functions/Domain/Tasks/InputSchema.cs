using System.Text.Json.Nodes;

namespace MlFunctions.Domain.Tasks;

/// <summary>A task's input as JSON Schema (draft 2020-12): what clients check and generate code from.</summary>
public static class InputSchema
{
    public static JsonObject Of(TaskDefinition task) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["type"] = "object",
        ["properties"] = new JsonObject(task.Columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Name, Property(c)))),
        ["required"] = new JsonArray([.. task.Columns.Where(c => c.Required).Select(c => (JsonNode)c.Name)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Property(Column column)
    {
        string[] types = column.Type switch
        {
            ColumnType.Number => ["number"],
            ColumnType.Category => ["string", "number", "boolean"],
            ColumnType.Id => ["string", "number", "boolean"],
            _ => ["string"],
        };
        string[] all = column.Required ? types : [.. types, "null"];
        var property = new JsonObject { ["type"] = all is [var one] ? one : new JsonArray([.. all.Select(t => (JsonNode)t)]) };
        if (column.Description is { } description)
            property["description"] = description;
        if (column.Type == ColumnType.Time)
            property["examples"] = new JsonArray("2015-01-21T15:40:42Z");
        return property;
    }
}
