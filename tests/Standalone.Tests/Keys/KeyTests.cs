using System.Net;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Keys;

public sealed class KeyTests(AzuriteFixture azurite) : IDisposable
{
    private const string Function = "api/echo/hello/1";

    private readonly TestHost host = new TestHost(azurite).With("FunctionKeys:master", "the-master-key").With("FunctionKeys:team", "the-team-key");

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(Function)]
    [InlineData($"{Function}?code=wrong")]
    [InlineData($"{Function}?code=")]
    [InlineData("api/restricted?code=the-team-key")]
    [InlineData("admin/functions")]
    [InlineData("admin/functions?code=the-team-key")]
    [InlineData("admin/nothing?code=the-team-key")]
    public async Task A_call_without_the_right_key_gets_401_that_says_what_to_send(string path)
    {
        var answer = await CallAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("x-functions-key", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/Open")]
    [InlineData($"{Function}?code=the-team-key")]
    [InlineData($"{Function}?code=the-master-key")]
    [InlineData("api/restricted?code=the-master-key")]
    [InlineData("admin/functions?code=the-master-key")]
    public async Task A_call_with_the_right_key_in_its_query_is_let_through(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(path)).StatusCode);

    [Theory]
    [InlineData("the-team-key", HttpStatusCode.OK)]
    [InlineData("the-team", HttpStatusCode.Unauthorized)]
    [InlineData("THE-TEAM-KEY", HttpStatusCode.Unauthorized)]
    public async Task A_key_in_the_header_is_taken_as_it_is_spelt(string key, HttpStatusCode expected) =>
        Assert.Equal(expected, (await CallAsync(Function, key)).StatusCode);

    private async Task<HttpResponseMessage> CallAsync(string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        return await host.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
