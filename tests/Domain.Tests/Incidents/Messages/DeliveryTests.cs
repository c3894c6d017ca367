using System.Collections.Immutable;
using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class DeliveryTests
{
    private static readonly Team Shop = new(
        "shop", [], [new("ada", [new(Channel.Email, "ada@example.com"), new(Channel.Slack, "https://slack.example.com")])], [],
        [new("tracker", new(Channel.Webhook, "https://tracker.example.com"))], ImmutableSortedDictionary<Severity, EscalationPolicy>.Empty);

    [Theory]
    [InlineData("person:ada:1", "https://slack.example.com", "ada")]
    [InlineData("hook:tracker", "https://tracker.example.com", null)]
    [InlineData("person:ada:2", null, "ada")]
    [InlineData("person:eve:0", null, "eve")]
    [InlineData("hook:none", null, null)]
    public void It_goes_where_the_team_says_now(string to, string? address, string? person)
    {
        var delivery = new Delivery(TicketId.Parse("a"), 3, "shop", to, DateTimeOffset.UnixEpoch);
        Assert.Equal((address, person, $"a.3.{to}"), (delivery.Receiver(Shop)?.To, delivery.Person, delivery.Id));
    }
}
