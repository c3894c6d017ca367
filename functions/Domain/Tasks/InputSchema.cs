using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tasks;

/// <summary>A task's input as JSON Schema (draft 2020-12): what clients check and generate code from.</summary>
public static class InputSchema
{
    /// <summary>The most products that one ranking request may have.</summary>
    public const int MaxProducts = 1000;

    public static JsonObject Of(TaskDefinition task)
    {
        var schema = task.Kind == TaskKind.Ranking ? Request(task) : Object(task.Columns);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    /// <summary>The group column stands with the request, all others with each of its products.</summary>
    private static JsonObject Request(TaskDefinition task)
    {
        var product = Object([.. task.Columns.Where(column => column.Name != task.Group)]);
        product["properties"]!["id"] = new JsonObject { ["type"] = new JsonArray("string", "number"), ["description"] = "Tells the products of a request apart." };
        if (product["required"]!.AsArray() is var required && !required.Any(name => name!.GetValue<string>() == "id"))
            required.Insert(0, "id");
        var request = Object([.. task.Columns.Where(column => column.Name == task.Group)]);
        request["properties"]!["products"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = MaxProducts, ["items"] = product };
        request["required"]!.AsArray().Add("products");
        return request;
    }

    private static JsonObject Object(IReadOnlyList<Column> columns) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(columns.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Name, Property(c)))),
        ["required"] = new JsonArray([.. columns.Where(c => c.Required).Select(c => (JsonNode)c.Name)]),
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
        if (column.Absent is { } absent)
            property["default"] = absent;
        if (column.Type == ColumnType.Time)
            property["examples"] = new JsonArray("2015-01-21T15:40:42Z");
        return property;
    }
}
