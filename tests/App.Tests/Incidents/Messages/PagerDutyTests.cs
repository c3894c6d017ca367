using System.Net;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

public sealed class PagerDutyTests(AzuriteFixture azurite)
{
    private const string RoutingKey = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("events.pagerduty.com", null)]
    [InlineData("events.eu.pagerduty.com", "https://events.eu.pagerduty.com/v2/enqueue")]
    public async Task Routing_key_without_hosts_is_sent_to_PagerDuty(string host, string? to)
    {
        using var certificate = TestNetwork.Certificate(host);
        await using var pagerDuty = await LocalReceiver.StartAsync((_, context) => Status(context, 202), certificate);
        await using var team = WithATeam.With(azurite, receivers: TestNetwork.LeadingTo(pagerDuty.Port, certificate), settings: [("Secrets:tok", RoutingKey)]);

        using var put = await team.PutAsync(new { channel = "pagerDuty", to, secret = "tok" });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal([$"True {host} answered 202."], await team.TestAsync());

        var received = Assert.Single(pagerDuty.Received);
        Assert.Equal((host, RoutingKey), (received.Headers["host"], received.Json.Text("routing_key")));
        Assert.Equal(("trigger", "info"), (received.Json.Text("event_action"), received.Json.GetProperty("payload").Text("severity")));
    }

    [Fact]
    public async Task Server_without_PagerDutys_certificate_gets_no_routing_key()
    {
        using var certificate = TestNetwork.Certificate("evil.example");
        await using var other = await LocalReceiver.StartAsync((_, context) => Status(context, 202), certificate);
        await using var team = WithATeam.With(azurite, receivers: TestNetwork.LeadingTo(other.Port, certificate), settings: [("Secrets:tok", RoutingKey)]);
        await team.DeclareAsync([("ada", [new(Channel.PagerDuty, null, "tok")])]);

        Assert.Equal(["False No TLS connection to events.pagerduty.com could be opened: it must have a certificate that is valid for this name."], await team.TestAsync());
        Assert.Empty(other.Received);
    }

    /// <summary>Even where private receivers are allowed.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/v2/enqueue")]
    [InlineData("http://events.pagerduty.com:{0}/v2/enqueue")]
    [InlineData("http://events.pagerduty.com@127.0.0.1:{0}/v2/enqueue")]
    [InlineData("https://events.pagerduty.com:{0}/v2/enqueue")]
    [InlineData("https://events.pagerduty.com.:{0}/v2/enqueue")]
    [InlineData("https://events.pagerduty.com.evil.example:{0}/v2/enqueue")]
    [InlineData("https://еvents.pagerduty.com:{0}/v2/enqueue")]
    [InlineData("secret:address")]
    public async Task Routing_key_is_sent_to_no_other_address(string form)
    {
        await using var evil = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite, [("address", evil.Url)], receivers: TestNetwork.LeadingTo(evil.Port), settings: [("Secrets:tok", RoutingKey), ("Secrets:tok:hosts", "*.pagerduty.com,127.0.0.1")]);
        var to = string.Format(null, form, evil.Port);

        using var put = await team.PutAsync(new { channel = "pagerDuty", to, secret = "tok" });
        var error = (await put.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors")[0];
        Assert.Equal(("/people/0/contacts/0/to", PagerDutyEndpoints.Rule), (error.Text("pointer"), error.Text("detail")));

        // A document that was stored before is refused when it is used.
        await team.DeclareAsync([("ada", [new(Channel.PagerDuty, to, "tok")])]);
        Assert.Equal([$"False {PagerDutyEndpoints.Rule}"], await team.TestAsync());
        Assert.Empty(evil.Received);
    }

    private static Task Status(Microsoft.AspNetCore.Http.HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
