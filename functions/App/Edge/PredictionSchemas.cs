using System.Text.Json.Nodes;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.App.Edge;

/// <summary>What a task's prediction call takes and answers, as JSON Schema.</summary>
internal static class PredictionSchemas
{
    /// <summary>One input, or several.</summary>
    public static JsonObject Request(TaskDefinition task)
    {
        var one = Object(("unit", "string"));
        one["properties"]!["input"] = InputSchema.Of(task);
        one["required"] = new JsonArray("input");
        var many = Object();
        many["properties"]!["inputs"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = PredictionRequestReader.MaxInputs, ["items"] = InputSchema.Of(task) };
        many["required"] = new JsonArray("inputs");
        return new JsonObject { ["oneOf"] = new JsonArray(one, many) };
    }

    /// <summary>One prediction, or several in the order of the inputs.</summary>
    public static JsonObject Response(TaskDefinition task)
    {
        var many = Object();
        many["properties"]!["predictions"] = new JsonObject { ["type"] = "array", ["items"] = Prediction(task) };
        many["required"] = new JsonArray("predictions");
        return new JsonObject { ["oneOf"] = new JsonArray(Prediction(task), many) };
    }

    public static JsonObject Object(params (string Name, string Type)[] properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, new JsonObject { ["type"] = p.Type }))),
    };

    private static JsonObject Prediction(TaskDefinition task)
    {
        var prediction = Object(("id", "string"), ("model", "integer"));
        if (task.Log == LogMode.BestEffort)
            prediction["properties"]!["id"] = new JsonObject { ["type"] = new JsonArray("string", "null") };
        prediction["properties"]!["output"] = Output(task);
        prediction["required"] = new JsonArray("id", "model", "output");
        return prediction;
    }

    private static JsonObject Output(TaskDefinition task) => task.Kind switch
    {
        TaskKind.Regression => Whole((task.Output, "number"), ("p10", "number"), ("p90", "number")),
        TaskKind.Binary => Whole(("probability", "number"), ("decision", "boolean")),
        _ => Ranking(),
    };

    private static JsonObject Ranking()
    {
        var product = Whole(("score", "number"));
        product["properties"]!["id"] = new JsonObject { ["type"] = new JsonArray("string", "number") };
        product["required"]!.AsArray().Add("id");
        var output = Whole(("ranking", "array"));
        output["properties"]!["ranking"]!["items"] = product;
        return output;
    }

    private static JsonObject Whole(params (string Name, string Type)[] properties)
    {
        var whole = Object(properties);
        whole["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Name)]);
        return whole;
    }
}
