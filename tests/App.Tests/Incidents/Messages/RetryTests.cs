using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

public sealed class RetryTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fails_is_tried_again_later_and_later_under_the_same_id_until_it_arrives()
    {
        await using var receiver = await LocalReceiver.StartAsync(number => number <= 3 ? 500 : 200);
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        foreach (var (seconds, tried) in new[] { (0, 1), (3, 1), (4, 2), (10, 2), (9, 3), (30, 3), (25, 4), (600, 4) })
        {
            team.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await team.SendAsync();
            Assert.Equal(tried, receiver.Received.Count);
        }

        Assert.Single(receiver.Received.Select(one => one.Id).Distinct());
        Assert.Empty(await team.WaitingAsync());
        Assert.DoesNotContain(await team.EventsAsync(), next => next.Action == TicketAction.Undelivered);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_receiver_that_says_when_to_come_again_is_not_asked_before(int status)
    {
        await using var receiver = await LocalReceiver.StartAsync((number, context) =>
        {
            context.Response.StatusCode = number == 1 ? status : 200;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Webhook, receiver.Url)])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        foreach (var (seconds, tried) in new[] { (0, 1), (119, 1), (1, 2) })
        {
            team.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await team.SendAsync();
            Assert.Equal(tried, receiver.Received.Count);
        }
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(302, 1)]
    [InlineData(408, 8)]
    [InlineData(500, 8)]
    public async Task What_is_given_up_is_told_once_by_the_ticket_and_to_no_hook(int status, int tries)
    {
        await using var bad = await LocalReceiver.StartAsync(async (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            await context.Response.WriteAsync("It is\r\nbroken.");
        });
        await using var hook = await LocalReceiver.StartAsync();
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Slack, bad.Url)])], new Hook("tracker", new(Channel.Webhook, hook.Url)));
        await team.OpenAsync();
        await team.PageAsync("ada");

        await team.SendForAsync(TimeSpan.FromHours(3), 300);

        Assert.Equal(tries, bad.Received.Count);
        Assert.Empty(await team.WaitingAsync());
        var undelivered = Assert.Single(await team.EventsAsync(), next => next.Action == TicketAction.Undelivered);
        Assert.Equal("a-ticket.2.person:ada:0", undelivered.Delivery);
        Assert.Equal($"The message of event 2 to person:ada:0 of team shop was given up{(tries > 1 ? " after 8 attempts" : "")}: 127.0.0.1 answered {status}.", undelivered.Detail);
        Assert.Equal(["ticket.opened", "ticket.paged"], hook.Received.Select(one => one.Json.Text("type")));
    }

    [Fact]
    public async Task Giving_up_again_after_a_restart_adds_no_second_event()
    {
        await using var team = WithATeam.With(azurite);
        await team.DeclareAsync([("ada", [new(Channel.Slack, "http://127.0.0.1:1/")])]);
        await team.OpenAsync();
        await team.PageAsync("ada");
        await team.PageAsync("ada");
        var letters = team.Host.Services.GetRequiredService<DeadLetters>();

        foreach (var delivery in (await team.WaitingAsync()).SelectMany(one => new[] { one, one }))
            await letters.AddAsync(delivery, "It was a test.", Cancel);

        Assert.Equal(["a-ticket.2.person:ada:0", "a-ticket.3.person:ada:0"], (await team.EventsAsync()).Where(next => next.Action == TicketAction.Undelivered).Select(next => next.Delivery));
    }
}
