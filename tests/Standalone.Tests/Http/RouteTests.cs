using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Http;

public sealed class RouteTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestHost host = new(azurite);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task The_request_its_route_values_and_its_cancellation_are_bound()
    {
        var echo = await host.CreateClient().GetFromJsonAsync<JsonObject>("api/echo/hello/42", Cancellation);

        Assert.Equal("""{"word":"hello","number":42,"method":"GET","aborted":true}""", echo!.ToJsonString());
    }

    [Fact]
    public async Task A_function_without_a_route_answers_at_its_name() =>
        Assert.Equal("/api/Open", await host.CreateClient().GetStringAsync("api/Open", Cancellation));

    [Theory]
    [InlineData("DELETE", "api/echo/hello/42")]
    [InlineData("HEAD", "api/Open")]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "echo/hello/42")]
    [InlineData("GET", "")]
    [InlineData("GET", "admin/nothing")]
    public async Task A_wrong_verb_or_path_gets_404(string verb, string path)
    {
        using var request = new HttpRequestMessage(new(verb), path);
        var answer = await host.CreateClient().SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_route_value_of_the_wrong_type_gets_400() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await host.CreateClient().GetAsync("api/echo/hello/many", Cancellation)).StatusCode);

    [Fact]
    public async Task An_unhandled_exception_is_logged_once_and_answered_without_its_detail()
    {
        var answer = await host.CreateClient().GetAsync("api/broken", Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        var traceId = JsonNode.Parse(body)!["traceId"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret detail", body, StringComparison.Ordinal);
        Assert.Equal(1, host.Log.Count("UnhandledException"));
        Assert.Equal(1, host.Log.Count("UnhandledException", traceId));
    }

    [Fact]
    public async Task A_function_instance_is_disposed_with_its_request()
    {
        await host.CreateClient().GetStringAsync("api/echo/hello/1", Cancellation);

        await Eventually.IsAsync(() => host.Recorder.Count("Echo disposed") == 1);
    }

    [Fact]
    public async Task A_disabled_function_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.With("AzureWebJobs.Open.Disabled", "true").CreateClient().GetAsync("api/Open", Cancellation)).StatusCode);
}
