using System.Net;
using MlFunctions.Standalone.Keys;
using MlFunctions.Standalone.Tests.Hosts;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Keys;

public sealed class LoopbackTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestHost host = new(azurite);

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("http://127.0.0.2:80", true)]
    [InlineData("http://localhost:7071", true)]
    [InlineData("https://[::1]:7071", true)]
    [InlineData("http://unix:/tmp/socket", true)]
    [InlineData("http://0.0.0.0:7071", false)]
    [InlineData("http://[::]:7071", false)]
    [InlineData("http://*:7071", false)]
    [InlineData("http://10.0.0.4:7071", false)]
    [InlineData("http://localhost.example:7071", false)]
    public void An_address_is_of_this_machine_only_when_it_is_loopback(string address, bool expected) =>
        Assert.Equal(expected, Loopback.IsAddress(address));

    [Theory]
    [InlineData("Host", "localhost:7071", HttpStatusCode.OK)]
    [InlineData("Host", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("Host", "rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost:3000", HttpStatusCode.OK)]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task Without_keys_a_browser_is_not_led_here_by_a_foreign_page(string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/Open");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(expected, (await host.CreateClient().SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }
}
