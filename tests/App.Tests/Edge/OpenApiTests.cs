using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Edge;

[Collection(Trained.Name)]
public sealed class OpenApiTests(WithAModelInProduction trained)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_tasks_prediction_call_is_described_by_its_own_input()
    {
        var document = await trained.Host.Http.GetFromJsonAsync<JsonElement>("api/openapi.json", Cancel);

        Assert.Equal("3.1.0", document.Text("openapi"));
        var paths = document.GetProperty("paths");
        var call = paths.GetProperty("/api/tasks/sample-task/predictions").GetProperty("post");
        var body = call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf");
        var schema = await trained.Host.Http.GetFromJsonAsync<JsonElement>("api/tasks/sample-task", Cancel);
        Assert.Equal(schema.GetProperty("input").GetRawText(), body[0].GetProperty("properties").GetProperty("input").GetRawText());
        var answer = call.GetProperty("responses").GetProperty("2XX").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf");
        Assert.True(answer[0].GetProperty("properties").GetProperty("output").GetProperty("properties").TryGetProperty("minutes", out _));
        Assert.True(paths.TryGetProperty("/api/tasks/delivery-time/predictions", out _));
    }

    [Fact]
    public async Task Every_call_is_there_under_a_name_of_its_own_with_its_parameters()
    {
        var document = await trained.Host.Http.GetFromJsonAsync<JsonElement>("api/openapi.json", Cancel);

        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(c => (Path: p.Name, c.Value))).ToArray();
        Assert.Equal(calls.Length, calls.Select(c => c.Value.Text("operationId")).Distinct().Count());
        var get = Assert.Single(calls, c => c.Value.Text("operationId") == "GetDatasetRows");
        Assert.Equal("/api/tasks/{task}/datasets/{version}/rows", get.Path);
        Assert.Equal(["task", "version"], get.Value.GetProperty("parameters").EnumerateArray().Select(p => p.Text("name")));
        Assert.False(Assert.Single(calls, c => c.Value.Text("operationId") == "Health").Value.TryGetProperty("security", out _));
    }

    [Fact]
    public async Task Calls_that_bring_datasets_in_say_what_they_take()
    {
        var document = await trained.Host.Http.GetFromJsonAsync<JsonElement>("api/openapi.json", Cancel);

        var paths = document.GetProperty("paths");
        var part = paths.GetProperty("/api/tasks/{task}/uploads/{id}/parts/{part}").GetProperty("put");
        Assert.Equal(64 << 20, part.GetProperty("requestBody").GetProperty("content").GetProperty("application/octet-stream").GetProperty("schema").Int("maxLength"));
        Assert.Equal(["task", "id", "part", "Content-Digest"], part.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.Text("name")));
        var start = paths.GetProperty("/api/tasks/{task}/uploads").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["role", "contentType", "contentEncoding", "bytes", "sha256"], start.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.True(paths.GetProperty("/api/tasks/{task}/datasets").GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
    }
}
