using System.Collections.Concurrent;
using System.Net;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>Somebody with a key tries to have the host connect to servers that only the host can reach.</summary>
public sealed class PrivateReceiverTests(AzuriteFixture azurite)
{
    private const string Rule = "receivers are reached on the public internet alone, unless the setting Receivers__allowPrivate is true.";

    private static readonly (string, string) PublicAlone = ("Receivers:allowPrivate", "false");

    [Theory]
    [InlineData("https://127.0.0.1:{0}/admin/functions/RunTrainings")]
    [InlineData("https://127.1:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f000001:{0}/")]
    [InlineData("https://017700000001:{0}/")]
    [InlineData("https://0.0.0.0:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("https://[::ffff:7f00:1]:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://localhost.:{0}/")]
    [InlineData("https://LocalHost:{0}/")]
    public async Task Address_of_this_machine_is_refused_when_put_and_when_used(string form)
    {
        await using var inner = new RawReceiver();
        await using var team = WithATeam.With(azurite, settings: [PublicAlone]);
        var to = string.Format(null, form, inner.Port);

        foreach (var channel in new[] { "webhook", "slack", "teams" })
        {
            using var put = await team.PutAsync(new { channel, to });
            var error = (await put.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors")[0];
            Assert.Equal("/people/0/contacts/0/to", error.Text("pointer"));
            Assert.Contains(Rule, error.Text("detail")!, StringComparison.Ordinal);
        }

        await team.DeclareAsync([("ada", [new(Channel.Webhook, to), new(Channel.Slack, to), new(Channel.Teams, to)])]);
        Assert.All(await team.TestAsync(), detail => Assert.EndsWith(Rule, detail, StringComparison.Ordinal));
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.SendAsync();
        Assert.Equal(3, (await team.EventsAsync()).Count(next => next.Action == TicketAction.Undelivered && next.Detail.EndsWith(Rule, StringComparison.Ordinal)));
        Assert.Equal(0, inner.Connections);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "secret:address")]
    [InlineData("http://hooks.example.com:{0}/", "http://hooks.example.com:{0}/")]
    public async Task Address_without_TLS_is_refused(string secret, string form)
    {
        await using var inner = new RawReceiver();
        await using var team = WithATeam.With(
            azurite, [("address", string.Format(null, secret, inner.Port))], receivers: TestNetwork.LeadingTo(inner.Port), settings: [PublicAlone, ("Secrets:address:hosts", "127.0.0.1")]);
        await team.DeclareAsync([("ada", [new(Channel.Slack, string.Format(null, form, inner.Port))])]);

        Assert.EndsWith("It takes an https URL; http is allowed where the setting Receivers__allowPrivate is true.", Assert.Single(await team.TestAsync()), StringComparison.Ordinal);
        Assert.Equal(0, inner.Connections);
    }

    /// <summary>The document shows a public name; what is behind it shows when it is resolved.</summary>
    [Theory]
    [InlineData("127.0.0.1", "a loopback address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::ffff:127.0.0.1", "an IPv4-mapped address")]
    [InlineData("169.254.169.254", "a link-local address")]
    [InlineData("168.63.129.16", "the address of Azure's platform")]
    [InlineData("10.1.2.3", "a private address")]
    [InlineData("fd00::1", "a private address")]
    [InlineData("64:ff9b::7f00:1", "a NAT64 address")]
    [InlineData("8.8.8.8 127.0.0.1", "a loopback address")]
    public async Task Name_that_resolves_to_a_reserved_address_is_not_connected_to(string addresses, string kind)
    {
        await using var inner = new RawReceiver();
        var network = TestNetwork.Resolving((_, _) => [.. addresses.Split(' ').Select(address => new IPEndPoint(IPAddress.Parse(address), inner.Port))]);
        await using var team = WithATeam.With(azurite, receivers: network, settings: [PublicAlone]);
        using var put = await team.PutAsync(new { channel = "webhook", to = "https://hooks.example.com/" });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        Assert.Equal([$"False hooks.example.com is {kind}; {Rule}"], await team.TestAsync());
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.SendAsync();

        // DNS may be mended, so the page is tried again.
        Assert.Equal($"hooks.example.com is {kind}; {Rule}", Assert.Single(await team.WaitingAsync()).Error);
        Assert.Equal(0, inner.Connections);
    }

    /// <summary>The system's own resolver, which reads this name from the machine's files.</summary>
    [Fact]
    public async Task Name_of_this_machine_is_not_connected_to()
    {
        await using var inner = new RawReceiver();
        await using var team = WithATeam.With(azurite, settings: [PublicAlone]);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, $"https://{Dns.GetHostName()}:{inner.Port}/")])]);

        Assert.StartsWith("False ", Assert.Single(await team.TestAsync()), StringComparison.Ordinal);
        Assert.Equal(0, inner.Connections);
    }

    /// <summary>A name is resolved once for a connection: what it resolves to a moment later is not connected to.</summary>
    [Fact]
    public async Task Address_that_was_checked_is_the_one_that_is_connected_to()
    {
        await using var first = await LocalReceiver.StartAsync();
        await using var second = await LocalReceiver.StartAsync();
        var queries = new ConcurrentQueue<string>();
        var network = TestNetwork.Resolving((host, number) =>
        {
            queries.Enqueue(host);
            return [new(IPAddress.Loopback, number == 1 ? first.Port : second.Port)];
        });
        await using var team = WithATeam.With(azurite, receivers: network);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, "http://rebound.example/")])]);

        Assert.Equal(["True rebound.example answered 204."], await team.TestAsync());

        Assert.Equal(["rebound.example"], queries);
        Assert.Single(first.Received);
        Assert.Empty(second.Received);
    }

    /// <summary>A proxy would resolve the name itself, past the check.</summary>
    [Fact]
    public async Task Proxy_of_the_environment_is_not_used()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var proxy = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyForOneHost("proxied.example", proxy.Port);
        try
        {
            var network = TestNetwork.Resolving((host, _) => [new(IPAddress.Loopback, host == "proxied.example" ? receiver.Port : proxy.Port)]);
            await using var team = WithATeam.With(azurite, receivers: network);
            await team.DeclareAsync([("ada", [new(Channel.Webhook, "http://proxied.example/")])]);

            Assert.Equal(["True proxied.example answered 204."], await team.TestAsync());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Single(receiver.Received);
        Assert.Equal(0, proxy.Connections);
    }

    [Fact]
    public async Task Password_of_the_mail_server_is_sent_over_TLS_alone()
    {
        await using var server = new MailServer("ada");
        await using var team = WithATeam.With(azurite, settings: [PublicAlone, ("SmtpServer", $"smtp://ada:ada@127.0.0.1:{server.Port}"), ("SmtpFrom", "ml@example.com")]);
        await team.DeclareAsync([("ada", [new(Channel.Email, "ada@example.com")])]);

        Assert.Equal(["False 127.0.0.1 offers no encryption (STARTTLS) or no way to authenticate, so the password of the setting SmtpServer was not sent."], await team.TestAsync());
        Assert.Empty(server.Mails);
    }

    /// <summary>Other uses of HttpClient in this process are left alone.</summary>
    private sealed class ProxyForOneHost(string host, int port) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : new Uri($"http://127.0.0.1:{port}/");

        public bool IsBypassed(Uri destination) => destination.Host != host;
    }
}
