using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

public sealed class MessageJobTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_nobody_and_is_asked_once()
    {
        await using var silent = await LocalReceiver.StartSilentAsync();
        await using var good = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, silent.Url), new(Channel.Webhook, good.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.PageAsync("ada");

        var run = team.SendAsync();
        await silent.FirstAsync();
        await Eventually.IsAsync(async () => (await team.WaitingAsync()).All(one => one.To == "person:ada:0"));
        Assert.False(run.IsCompleted);
        team.Clock.Advance(MessageSender.Patience);
        await run;

        Assert.Single(silent.Received);
        Assert.Equal(2, good.Received.Count);
        var waiting = await team.WaitingAsync();
        Assert.Equal(["person:ada:0", "person:ada:0"], waiting.Select(one => one.To));
        Assert.Equal([1, 0], waiting.Select(one => one.Attempts));
        Assert.Equal("The receiver did not answer within 5 s.", waiting[0].Error);
    }

    [Fact]
    public async Task A_receiver_that_is_slow_gets_what_one_run_has_time_for_so_that_nobody_else_waits_for_it()
    {
        FakeTimeProvider? clock = null;
        await using var slow = await LocalReceiver.StartAsync((_, context) =>
        {
            clock!.Advance(TimeSpan.FromSeconds(2));
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        await using var team = WithATeam.With(azurite);
        clock = team.Clock;
        await team.DeclareAsync([("ada", [new(Channel.Webhook, slow.Url)])]);
        await team.OpenAsync();
        foreach (var _ in Enumerable.Range(0, 5))
            await team.PageAsync("ada");

        await team.SendAsync();
        Assert.Equal(3, slow.Received.Count);
        await team.SendAsync();

        Assert.Equal(["a-ticket.2.", "a-ticket.3.", "a-ticket.4.", "a-ticket.5.", "a-ticket.6."], slow.Received.Select(one => one.Id[..11]));
        Assert.Empty(await team.WaitingAsync());
    }

    /// <summary>Instances' clocks differ, and a clock may have been set back since.</summary>
    [Fact]
    public async Task A_page_that_is_dated_by_a_clock_that_is_ahead_is_sent_at_once()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])]);
        await team.OpenAsync();
        await team.ChangeAsync(TicketAction.Assigned, next => next with { At = next.At.AddHours(1), Assignee = "ada" });

        await team.SendAsync();

        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Two_instances_that_send_at_the_same_time_send_each_message_once()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await using var other = team.AnotherHost(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url), new(Channel.Webhook, receiver.Url)])], new Hook("tracker", new(Channel.Webhook, receiver.Url)));
        await team.OpenAsync();
        for (var page = 0; page < 10; page++)
            await team.PageAsync("ada");

        var jobs = new[] { team.Host, other }.Select(host => host.Services.GetRequiredService<MessageJob>()).ToArray();
        for (var run = 0; run < 5; run++)
            await Task.WhenAll(jobs.Select(job => job.SendAsync(Cancel)));

        Assert.Equal(31, receiver.Received.Count);
        Assert.Equal(31, receiver.Received.Select(one => one.Id).Distinct().Count());
        Assert.Empty(await team.WaitingAsync());
    }

    [Fact]
    public async Task An_instance_that_stops_between_sending_and_noting_it_is_followed_under_the_same_id()
    {
        var network = new CuttableNetwork();
        await using var receiver = await LocalReceiver.StartAsync((number, _) =>
        {
            network.State = number == 1 ? Carriage.Down : Carriage.Up;
            return Task.CompletedTask;
        });
        await using var team = WithATeam.With(azurite, network: network);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        await Assert.ThrowsAnyAsync<Exception>(team.SendAsync);
        network.State = Carriage.Up;
        await team.SendAsync();
        Assert.Single(receiver.Received);
        team.Clock.Advance(TimeSpan.FromMinutes(1));
        await team.SendAsync();

        Assert.Equal(["a-ticket.2.person:ada:0", "a-ticket.2.person:ada:0"], receiver.Received.Select(one => one.Id));
        Assert.Empty(await team.WaitingAsync());
    }

    [Theory]
    [InlineData(TicketAction.Acknowledged, 1)]
    [InlineData(TicketAction.Resolved, 1)]
    [InlineData(TicketAction.Commented, 2)]
    public async Task A_page_that_was_overtaken_is_dropped_and_hooks_hear_of_everything(TicketAction since, int told)
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var hook = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])], new Hook("tracker", new(Channel.Webhook, hook.Url)));
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.SendAsync();
        await team.PageAsync("ada");
        await team.ChangeAsync(since);

        await team.SendAsync();

        Assert.Equal(told, receiver.Received.Count);
        Assert.Equal([1, 2, 3, 4], hook.Received.Select(one => one.Json.GetProperty("event").Int("number")));
        Assert.Empty(await team.WaitingAsync());
    }

    [Fact]
    public async Task A_receiver_that_the_team_names_no_longer_and_a_secret_that_is_missing_are_told_in_words()
    {
        await using var receiver = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url, "absent"), new(Channel.PagerDuty, null), new(Channel.Email, "ada@example.com"), new(Channel.Slack, receiver.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url, "absent"), new(Channel.PagerDuty, null), new(Channel.Email, "ada@example.com")])]);

        await team.SendAsync();

        Assert.Empty(receiver.Received);
        var details = (await team.EventsAsync()).Where(next => next.Action == TicketAction.Undelivered).Select(next => next.Detail).Order(StringComparer.Ordinal).ToArray();
        Assert.Collection(
            details,
            detail => Assert.EndsWith("person:ada:0 of team shop was given up: The setting Secrets__absent is missing.", detail, StringComparison.Ordinal),
            detail => Assert.EndsWith("person:ada:1 of team shop was given up: The receiver names no secret: PagerDuty needs the integration's routing key.", detail, StringComparison.Ordinal),
            detail => Assert.EndsWith("person:ada:2 of team shop was given up: Mail cannot be sent: the setting SmtpServer is empty.", detail, StringComparison.Ordinal),
            detail => Assert.EndsWith("person:ada:3 of team shop was given up: The document of team shop has no such receiver any more.", detail, StringComparison.Ordinal));
    }
}
