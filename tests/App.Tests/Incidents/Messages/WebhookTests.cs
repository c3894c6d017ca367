using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

public sealed class WebhookTests(AzuriteFixture azurite)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Secret)]
    [InlineData("any words will do")]
    public async Task A_webhook_is_signed_so_that_another_program_can_tell(string secret)
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite, [("signing", secret)]);
        await team.DeclareAsync([], new Hook("tracker", new(Channel.Webhook, receiver.Url, "signing")));
        await team.OpenAsync("Größe <b>&");

        await team.SendAsync();

        var told = Assert.Single(receiver.Received);
        Assert.Equal("a-ticket.1.hook:tracker", told.Id);
        Assert.Equal($"{WithATeam.Start.ToUnixTimeSeconds()}", told.Headers["webhook-timestamp"]);
        Assert.Equal("application/json; charset=utf-8", told.Headers["content-type"]);
        var key = secret == Secret ? Convert.FromHexString("31f290f6bf06298aab4f08d43c3f082cf648a362da2da4b0") : Encoding.UTF8.GetBytes(secret);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in new[] { told.Id, ".", told.Headers["webhook-timestamp"], ".", told.Body })
            hmac.AppendData(Encoding.UTF8.GetBytes(part));
        Assert.Equal($"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}", told.Headers["webhook-signature"]);
        Assert.Equal(
            ("a-ticket.1.hook:tracker", "ticket.opened", "opened", "Größe <b>&", "/api/tickets/a-ticket"),
            (told.Json.Text("id"), told.Json.Text("type"), told.Json.GetProperty("event").Text("action"), told.Json.GetProperty("ticket").GetProperty("subject").Text("title"), told.Json.GetProperty("links").Text("ticket")));
        Assert.Empty(await team.WaitingAsync());
    }

    [Fact]
    public async Task A_page_that_comes_late_has_the_evidence_of_when_it_comes()
    {
        await using var receiver = await LocalReceiver.StartAsync(number => number == 1 ? 503 : 200);
        await using var team = WithATeam.With(azurite, settings: ("PublicUrl", "https://ml.example.com/"));
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])]);
        var subject = new TicketSubject(SampleTask.Definition.Name, "mae is beyond its threshold.", Severity.Sev2, "mae");
        await team.Host.Services.GetRequiredService<AlarmTickets>().TellAsync(
            subject, new(1, WithATeam.Start, AlarmState.Ok, AlarmState.Firing, Look("then", WithATeam.Start), WithATeam.Id, 3), Cancel);
        await team.PageAsync("ada");
        var alarms = team.Host.Services.GetRequiredService<AlarmStore>();
        var kept = await alarms.KeepAsync([new(null, new(subject.Task, "mae") { State = AlarmState.Firing, Changes = 1, Last = Look("at first", WithATeam.Start) }, [])], Cancel);

        await team.SendAsync();
        await alarms.KeepAsync([new(kept![0], kept[0].Value with { Last = Look("at last", WithATeam.Start.AddSeconds(5)) }, [])], Cancel);
        team.Clock.Advance(TimeSpan.FromSeconds(6));
        await team.SendAsync();

        Assert.Equal(["at first", "at last"], receiver.Received.Select(one => one.Json.GetProperty("evidence")[0].GetProperty("evaluation").Text("detail")));
        Assert.Equal("https://ml.example.com/api/tickets/a-ticket", receiver.Received[1].Json.GetProperty("links").Text("ticket"));
        Assert.Single(receiver.Received.Select(one => one.Id).Distinct());
    }

    [Fact]
    public async Task Address_that_is_a_secret_and_the_answer_of_its_host_are_repeated_nowhere()
    {
        await using var receiver = await LocalReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 403;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"No, {Secret} is not\nwelcome at {context.Request.QueryString}. {new string('x', 130)}{Secret}")).AsTask();
        });
        await using var team = WithATeam.With(azurite, [("signing", Secret), ("address", receiver.Url)]);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, "secret:address", "signing"), new(Channel.Slack, receiver.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        await team.SendAsync();

        Assert.Equal(2, receiver.Received.Count);
        var events = JsonSerializer.Serialize(await team.EventsAsync(), Domain.Kernel.Json.Options);
        Assert.Contains("127.0.0.1 answered 403.", events, StringComparison.Ordinal);
        Assert.DoesNotContain("welcome", events, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", events, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-told", events, StringComparison.Ordinal);
    }

    private static AlarmEvaluation Look(string detail, DateTimeOffset to) => new(to.AddMinutes(-1), to, Verdict.Worse, 1.5, 100, detail);
}
