using System.Net;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>Somebody with a key tries to get the value of a setting <c>Secrets__…</c> sent to a server of his own. Private receivers are allowed here, so nothing but the secret's hosts is in the way.</summary>
public sealed class SecretTests(AzuriteFixture azurite)
{
    private const string Value = "a-v4lue-that-is-nobodys";

    [Theory]
    [InlineData("webhook", "http://127.0.0.1:{0}/", "tok", "", "The secret tok has no hosts, so it is used nowhere: set Secrets__tok__hosts")]
    [InlineData("webhook", "http://127.0.0.1:{0}/", "TOK", "", "The secret tok has no hosts")]
    [InlineData("webhook", "http://127.0.0.1:{0}/", "tok", "hooks.example.com", "The secret tok is not bound to 127.0.0.1, so it is not used there.")]
    [InlineData("webhook", "http://hooks.example.com.evil.example:{0}/", "tok", "hooks.example.com", "not bound to hooks.example.com.evil.example")]
    [InlineData("webhook", "http://hooks.example.com:{0}/", "tok", "hooks.example.com:1", "not bound to hooks.example.com")]
    [InlineData("webhook", "http://evil.example:{0}/", "tok", "*.example", "Secrets__tok__hosts cannot be read")]
    [InlineData("webhook", "http://127.0.0.1:{0}/", "own", "", "The secret own is not bound to 127.0.0.1")]
    [InlineData("webhook", "secret:tok", null, "hooks.example.com", "The address in the setting Secrets__tok cannot be used: It takes an https URL.")]
    [InlineData("webhook", "secret:own", "tok", "127.0.0.1", "The secret tok is not bound to hooks.example.com")]
    [InlineData("slack", "secret:tok", null, "*.example.com", "The address in the setting Secrets__tok cannot be used: It takes an https URL.")]
    [InlineData("teams", "secret:moved", null, "", "The secret moved is not bound to hooks.example.com")]
    [InlineData("email", "secret:mail", null, "", "The secret mail has no hosts")]
    [InlineData("email", "secret:tok", null, "127.0.0.1", "The address in the setting Secrets__tok cannot be used: It takes a mail address")]
    [InlineData("pagerDuty", null, "tok", "", "The secret tok has no hosts")]
    [InlineData("pagerDuty", null, "tok", "hooks.example.com", "The secret tok is not bound to events.pagerduty.com")]
    [InlineData("pagerDuty", null, "own", "", "The secret own is not bound to events.pagerduty.com")]
    public async Task Secret_is_sent_to_no_host_that_it_is_not_bound_to(string channel, string? form, string? secret, string hosts, string reason)
    {
        await using var evil = new RawReceiver("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var mails = new MailServer();
        await using var team = WithATeam.With(
            azurite, receivers: TestNetwork.LeadingTo(evil.Port),
            settings:
            [
                ("Secrets:tok", Value), ("Secrets:tok:hosts", hosts), ("Secrets:own", $"https://hooks.example.com/{Value}"), ("Secrets:mail", $"{Value}@example.com"),
                ("Secrets:moved", $"https://hooks.example.com/{Value}"), ("Secrets:moved:hosts", "elsewhere.example.com"),
                ("SmtpServer", $"smtp://127.0.0.1:{mails.Port}"), ("SmtpFrom", "ml@example.com"),
            ]);

        using var put = await team.PutAsync(new { channel, to = form is null ? null : string.Format(null, form, evil.Port), secret });
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        var detail = Assert.Single(await team.TestAsync());
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.SendAsync();

        Assert.StartsWith("False ", detail, StringComparison.Ordinal);
        Assert.Contains(reason, detail, StringComparison.Ordinal);
        var undelivered = Assert.Single(await team.EventsAsync(), next => next.Action == TicketAction.Undelivered).Detail;
        Assert.Contains(reason, undelivered, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, detail + undelivered, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, evil.Connections);
        Assert.Empty(mails.Mails);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("hooks.example.com, 127.0.0.1")]
    public async Task Secret_signs_for_a_host_that_it_is_bound_to(string hosts)
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite, settings: [("Secrets:tok", Value), ("Secrets:tok:hosts", hosts)]);
        using var put = await team.PutAsync(new { channel = "webhook", to = receiver.Url, secret = "tok" });

        Assert.Equal(["True 127.0.0.1 answered 204."], await team.TestAsync());
        Assert.StartsWith("v1,", Assert.Single(receiver.Received).Headers["webhook-signature"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_address_that_is_a_secret_is_used_for_its_own_host()
    {
        await using var mails = new MailServer();
        await using var team = WithATeam.With(
            azurite, settings: [("Secrets:ada", "ada@example.com"), ("Secrets:ada:hosts", "example.com"), ("SmtpServer", $"smtp://127.0.0.1:{mails.Port}"), ("SmtpFrom", "ml@example.com")]);
        using var put = await team.PutAsync(new { channel = "email", to = "secret:ada" });

        Assert.Equal(["True 127.0.0.1 has taken the mail."], await team.TestAsync());
        Assert.Equal("ada@example.com", Assert.Single(mails.Mails).To);
    }

    /// <summary>So that whoever updates the application learns of it before somebody should be paged.</summary>
    [Fact]
    public async Task Secret_that_cannot_be_used_is_named_in_the_log_of_the_start()
    {
        var log = new LogLines();
        await using var team = WithATeam.With(
            azurite, log: log,
            settings: [("Secrets:tok", Value), ("Secrets:typo", Value), ("Secrets:typo:hosts", "https://hooks.example.com"), ("Secrets:good", Value), ("Secrets:good:hosts", "hooks.example.com"), ("Secrets:own", "https://hooks.example.com/")]);
        _ = team.Host.Services;

        Assert.Contains(log.Lines, line => line.StartsWith("The secret tok has no hosts, so it is used nowhere: set Secrets__tok__hosts", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("The setting Secrets__typo__hosts cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("Secrets__good", StringComparison.Ordinal) || line.Contains("Secrets__own", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Value, StringComparison.Ordinal));
    }

    /// <summary>A redirect would take the signature, and the next request, to a host that nobody named.</summary>
    [Fact]
    public async Task Redirect_of_a_bound_host_is_not_followed()
    {
        await using var evil = await LocalReceiver.StartAsync();
        await using var receiver = await LocalReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = evil.Url;
            return Task.CompletedTask;
        });
        await using var team = WithATeam.With(azurite, [("tok", Value)]);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url, "tok")])]);

        Assert.Equal(["False 127.0.0.1 answered 307."], await team.TestAsync());
        Assert.Empty(evil.Received);
    }
}
