using System.Reflection;
using System.Text.Json.Nodes;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Edge;

/// <summary>The API as an OpenAPI 3.1 document, which takes JSON Schema as it is.</summary>
internal static class OpenApiDocument
{
    private const string Predict = "Predict";

    /// <param name="prefix">Before every route, such as <c>/api</c>.</param>
    /// <param name="calls">Every call.</param>
    /// <param name="tasks">The declared tasks.</param>
    public static JsonObject Of(string prefix, IReadOnlyList<ApiCall> calls, IReadOnlyList<TaskDefinition> tasks)
    {
        var paths = new JsonObject();
        foreach (var route in calls.GroupBy(c => c.Route))
            paths[$"{prefix}/{route.Key}"] = new JsonObject(route.Select(call => KeyValuePair.Create<string, JsonNode?>(call.Verb, Operation(call))));
        var predict = calls.Single(c => c.Name == Predict);
        foreach (var task in tasks)
            paths[$"{prefix}/{predict.Route.Replace("{task}", $"{task.Name}", StringComparison.Ordinal)}"] = new JsonObject { [predict.Verb] = Prediction(task) };
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "MlFunctions", ["version"] = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3) },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" } },
                ["schemas"] = new JsonObject { ["Problem"] = Problem() },
            },
        };
    }

    private static JsonObject Operation(ApiCall call)
    {
        var operation = new JsonObject { ["operationId"] = call.Name, ["responses"] = Responses(new JsonObject { ["description"] = "Done." }) };
        JsonNode[] parameters = [.. call.Parameters.Select(Parameter), .. UploadSchemas.Parameters(call.Name)];
        if (parameters.Length > 0)
            operation["parameters"] = new JsonArray(parameters);
        if (UploadSchemas.Body(call.Name) is { } body)
            operation["requestBody"] = body;
        if (call.NeedsKey)
            operation["security"] = Key();
        return operation;
    }

    private static JsonObject Prediction(TaskDefinition task) => new()
    {
        ["operationId"] = $"{Predict}-{task.Name}",
        ["summary"] = task.Description,
        ["security"] = Key(),
        ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(PredictionSchemas.Request(task)) },
        ["responses"] = Responses(new JsonObject { ["description"] = "Predicted, and in the log.", ["content"] = Content(PredictionSchemas.Response(task)) }),
    };

    private static JsonObject Responses(JsonObject done) => new()
    {
        ["2XX"] = done,
        ["default"] = new JsonObject
        {
            ["description"] = "Refused, in words.",
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
        },
    };

    private static JsonNode Parameter(string name) =>
        new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonArray Key() => [new JsonObject { ["key"] = new JsonArray() }];

    private static JsonObject Content(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Problem() => PredictionSchemas.Object(("title", "string"), ("status", "integer"), ("detail", "string"), ("errors", "array"));
}
