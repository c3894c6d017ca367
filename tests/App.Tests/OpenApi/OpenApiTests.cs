using System.Net.Http.Json;
using System.Text.Json;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.OpenApi;

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
}
