using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using MlFunctions.App.Incidents.Escalation;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;
using SmtpServer.Protocol;

namespace MlFunctions.App.Tests.Incidents.Messages;

public sealed class MailTests(AzuriteFixture azurite)
{
    private const string User = "m@il/ü:%";

    [Fact]
    public async Task A_mail_says_in_plain_text_what_happened_and_one_line_stays_one_line()
    {
        await using var server = new MailServer();
        await using var team = await PagedAsync($"smtp://127.0.0.1:{server.Port}", "Größe\r\nBcc: eve@example.com\n\n漢字 😀");

        await team.SendAsync();

        var (from, to, mail) = Assert.Single(server.Mails);
        Assert.Equal(("ml@example.com", "ada@example.com"), (from, to));
        Assert.Equal("Machine Learning", ((MailboxAddress)mail.From.Single()).Name);
        Assert.Equal("SEV2 sample-task: Größe  Bcc: eve@example.com  漢字 😀", mail.Subject);
        Assert.Empty(mail.Bcc);
        Assert.Equal("a-ticket=2=person%3Aada%3A0@example.com", mail.MessageId);
        Assert.Equal(WithATeam.Start, mail.Date);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.StartsWith(
            """
            SEV2 sample-task: Größe  Bcc: eve@example.com  漢字 😀

            Paged by ben: It was Paged.

            Ticket: a-ticket
            Status: open
            Level: operations
            Opened: 2026-03-04 05:06 UTC
            """,
            mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("Ticket:  /api/tickets/a-ticket", mail.TextBody!, StringComparison.Ordinal);
        Assert.Empty(await team.WaitingAsync());
    }

    /// <summary>From the team's document over HTTP to the mail and the webhook.</summary>
    [Fact]
    public async Task Whoever_is_on_call_is_paged_by_all_their_contacts()
    {
        await using var server = new MailServer();
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite, [("address", receiver.Url), ("signing", "whsec_AQID")], null, null, null, ("SmtpServer", $"smtp://127.0.0.1:{server.Port}"), ("SmtpFrom", "ml@example.com"));
        await team.Host.WithTheSampleTaskAsync();
        var declared = await team.Host.Http.PutAsJsonAsync(
            "api/on-call/shop",
            new
            {
                tasks = new[] { $"{SampleTask.Definition.Name}" },
                people = new[] { new { name = "ada", contacts = new object[] { new { channel = "email", to = "ada@example.com" }, new { channel = "webhook", to = "secret:address", secret = "signing" } } } },
                layers = new[] { new { level = "operations", people = new[] { "ada" }, start = "2026-03-02", at = "09:00", days = 7, timeZone = "Europe/Berlin" } },
            },
            TestContext.Current.CancellationToken);
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await team.OpenAsync();

        await team.Host.Services.GetRequiredService<EscalationJob>().EscalateAsync(TestContext.Current.CancellationToken);
        await team.SendAsync();

        Assert.Equal("ada@example.com", Assert.Single(server.Mails).To);
        Assert.Equal(("ticket.paged", "ada"), (receiver.Received.Single().Json.Text("type"), receiver.Received.Single().Json.GetProperty("event").GetProperty("page").Text("person")));
        Assert.StartsWith("v1,", receiver.Received.Single().Headers["webhook-signature"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(User, true)]
    [InlineData("wrong", false)]
    public async Task The_server_is_told_who_sends(string password, bool arrives)
    {
        await using var server = new MailServer(User);
        await using var team = await PagedAsync($"smtp://{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(password)}@127.0.0.1:{server.Port}");

        await team.SendAsync();

        Assert.Equal(arrives ? 1 : 0, server.Mails.Count);
        Assert.Equal(arrives ? 0 : 1, (await team.WaitingAsync()).Count);
    }

    [Theory]
    [InlineData(550, 1)]
    [InlineData(451, 0)]
    public async Task A_mail_that_the_server_will_never_take_is_given_up_at_once(int status, int givenUp)
    {
        await using var server = new MailServer(answer: new SmtpResponse((SmtpReplyCode)status, "not today"));
        await using var team = await PagedAsync($"smtp://127.0.0.1:{server.Port}");

        await team.SendAsync();

        var undelivered = (await team.EventsAsync()).Where(next => next.Action == TicketAction.Undelivered).ToArray();
        Assert.Equal(givenUp, undelivered.Length);
        Assert.All(undelivered, next => Assert.EndsWith("127.0.0.1 answered 550.", next.Detail, StringComparison.Ordinal));
        Assert.All(await team.WaitingAsync(), waiting => Assert.Equal("127.0.0.1 answered 451.", waiting.Error));
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_after_five_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var team = await PagedAsync($"smtp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");

        var run = team.SendAsync();
        using var call = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        team.Clock.Advance(MessageSender.Patience);
        await run;

        Assert.Equal("The receiver did not answer within 5 s.", Assert.Single(await team.WaitingAsync()).Error);
    }

    [Theory]
    [InlineData("localhost", "the setting SmtpServer is not of the form")]
    [InlineData("https://localhost", "the setting SmtpServer is not of the form")]
    public async Task Settings_that_cannot_be_followed_are_told_in_words(string server, string reason)
    {
        await using var team = await PagedAsync(server);

        await team.SendAsync();

        Assert.Contains(reason, Assert.Single(await team.EventsAsync(), next => next.Action == TicketAction.Undelivered).Detail, StringComparison.Ordinal);
    }

    private async Task<WithATeam> PagedAsync(string server, string title = "Orders are late")
    {
        var team = WithATeam.With(azurite, settings: [("SmtpServer", server), ("SmtpFrom", "Machine Learning <ml@example.com>")]);
        await team.DeclareAsync([("ada", [new(Channel.Email, "ada@example.com")])]);
        await team.OpenAsync(title);
        await team.PageAsync("ada");
        return team;
    }
}
