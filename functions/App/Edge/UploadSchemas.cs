using System.Text.Json.Nodes;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.App.Edge;

/// <summary>What the calls take that bring datasets in.</summary>
internal static class UploadSchemas
{
    private static (string, string)[] File => [("contentType", "string"), ("contentEncoding", "string"), ("bytes", "integer"), ("sha256", "string")];

    /// <summary>The request body of a function; null where it is not one of these.</summary>
    public static JsonObject? Body(string function) => function switch
    {
        "UploadDataset" => Content(
            isRequired: true,
            (DatasetFormat.Csv.ContentType(), Text()),
            (DatasetFormat.SvmLight.ContentType(), Text()),
            ("application/json", Object("url", [("url", "string"), .. File]))),
        "StartUpload" => Content(isRequired: true, ("application/json", Object("role", [("role", "string"), .. File]))),
        "PutUploadPart" => Content(isRequired: true, ("application/octet-stream", new JsonObject { ["type"] = "string", ["format"] = "binary", ["maxLength"] = UploadLimits.MaxPartBytes })),
        "CompleteUpload" => Content(isRequired: false, ("application/json", PredictionSchemas.Object(("parts", "integer"), ("sha256", "string")))),
        _ => null,
    };

    /// <summary>The parameters of a function that are not in its route.</summary>
    public static IEnumerable<JsonNode> Parameters(string function) => function switch
    {
        "UploadDataset" => [Parameter("role", "query", isRequired: true)],
        "PutUploadPart" => [Parameter("Content-Digest", "header", isRequired: false)],
        _ => [],
    };

    private static JsonObject Content(bool isRequired, params (string Type, JsonObject Schema)[] media) => new()
    {
        ["required"] = isRequired,
        ["content"] = new JsonObject(media.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Type, new JsonObject { ["schema"] = one.Schema }))),
    };

    private static JsonObject Object(string required, (string Name, string Type)[] properties)
    {
        var schema = PredictionSchemas.Object(properties);
        schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired) => new() { ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = Text() };

    private static JsonObject Text() => new() { ["type"] = "string" };
}
