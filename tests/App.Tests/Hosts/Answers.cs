using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlFunctions.App.Tests.Hosts;

internal static class Answers
{
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    public static string? Text(this JsonElement json, string property) => json.GetProperty(property).GetString();

    public static int Int(this JsonElement json, string property) => json.GetProperty(property).GetInt32();

    /// <summary>The answer's problem, after checking that it is one with this status and a sentence.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.NotEmpty(problem.Text("detail")!);
        return problem;
    }
}
