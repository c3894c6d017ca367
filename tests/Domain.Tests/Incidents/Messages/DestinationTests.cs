using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.Messages;

public sealed class DestinationTests
{
    private const string RoutingKey = "0123456789abcdef0123456789ABCDEF";

    private static readonly (string Name, string Value, string Hosts)[] Set =
    [
        ("free", "fr33", ""),
        ("bound", "b0und", "hooks.example.com, *.example.net"),
        ("unreadable", "unr3adable", "hooks.example.com, https://example.net"),
        ("slack", "https://hooks.slack.com/services/T0/B0/s1ack", ""),
        ("moved", "https://hooks.slack.com/services/T0/B0/m0ved", "example.net"),
        ("port", "https://hooks.example.com:8443/p0rt", ""),
        ("plain", "http://hooks.example.com/p1ain", ""),
        ("inner", "https://10.0.0.1/inn3r", ""),
        ("user", "https://us3r@hooks.example.com/", ""),
        ("pager", RoutingKey, ""),
        ("pagerElsewhere", RoutingKey, "hooks.example.com"),
        ("oldPager", "0ld", "events.pagerduty.com"),
        ("ada", "ada@example.net", ""),
        ("adaBound", "ada@example.net", "example.net"),
        ("adaElsewhere", "ada@example.net", "example.com"),
        ("empty", "", "example.com"),
    ];

    private static readonly Dictionary<string, Secret> Secrets = Set.ToDictionary(one => one.Name, one => new Secret(one.Name, one.Value, one.Hosts), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "bound")]
    [InlineData(Channel.Webhook, "https://HOOKS.EXAMPLE.COM./x", "BOUND")]
    [InlineData(Channel.Webhook, "https://a.example.net/x", "bound")]
    [InlineData(Channel.Webhook, "https://evil.example/x", null)]
    [InlineData(Channel.Slack, "secret:slack", null)]
    [InlineData(Channel.Teams, "secret:SLACK", null)]
    [InlineData(Channel.Webhook, "secret:slack", "slack")]
    [InlineData(Channel.Slack, "secret:port", null)]
    [InlineData(Channel.PagerDuty, null, "pager")]
    [InlineData(Channel.PagerDuty, "https://events.eu.pagerduty.com/v2/enqueue", "pager")]
    [InlineData(Channel.PagerDuty, "https://Events.PagerDuty.com:443/v2/enqueue", "oldPager")]
    [InlineData(Channel.Email, "ada@example.org", null)]
    [InlineData(Channel.Email, "secret:adaBound", null)]
    public void Secret_is_used_where_it_is_bound_to(Channel channel, string? to, string? secret)
    {
        var destination = Of(channel, to, secret);

        Assert.True(destination.IsDone, destination.Refusal?.Detail);
        Assert.Equal(secret is null ? null : Secrets[secret].Value, destination.Value.Secret);
    }

    [Theory]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "free", "The secret free has no hosts, so it is used nowhere: set Secrets__free__hosts")]
    [InlineData(Channel.Webhook, "https://evil.example/x", "bound", "The secret bound is not bound to evil.example, so it is not used there. If it is meant for this host, add the host to the setting Secrets__bound__hosts.")]
    [InlineData(Channel.Webhook, "https://hooks.example.com.evil.example/x", "bound", "not bound to hooks.example.com.evil.example")]
    [InlineData(Channel.Webhook, "https://hооks.example.com/x", "bound", "not bound to xn--")]
    [InlineData(Channel.Webhook, "https://example.net/x", "bound", "not bound to example.net")]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "unreadable", "The setting Secrets__unreadable__hosts cannot be read")]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "absent", "The setting Secrets__absent is missing.")]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "empty", "The setting Secrets__empty is missing.")]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "bound:hosts", "The setting Secrets__bound:hosts is missing.")]
    [InlineData(Channel.Webhook, "https://evil.example/x", "slack", "not bound to evil.example")]
    [InlineData(Channel.Webhook, "https://evil.example/x", "pager", "not bound to evil.example")]
    [InlineData(Channel.Webhook, "https://evil.example/x", "ada", "The secret ada has no hosts")]
    [InlineData(Channel.Webhook, "https://hooks.example.com/x", "port", "not bound to hooks.example.com")]
    [InlineData(Channel.Webhook, "secret:slack", "bound", "The secret bound is not bound to hooks.slack.com")]
    [InlineData(Channel.Slack, "secret:moved", null, "The secret moved is not bound to hooks.slack.com")]
    [InlineData(Channel.Slack, "secret:free", null, "The address in the setting Secrets__free cannot be used: It takes an https URL.")]
    [InlineData(Channel.Slack, "secret:plain", null, "The address in the setting Secrets__plain cannot be used: It takes an https URL; http is allowed where")]
    [InlineData(Channel.Slack, "secret:inner", null, "The address in the setting Secrets__inner cannot be used: 10.0.0.1 is a private address")]
    [InlineData(Channel.Slack, "secret:user", null, "leave out what stands before @")]
    [InlineData(Channel.Slack, "secret:", null, "The setting Secrets__ is missing.")]
    [InlineData(Channel.Slack, "SECRET:slack", null, "The receiver's address cannot be used: It takes an https URL.")]
    [InlineData(Channel.Slack, null, null, "The receiver's address cannot be used: It takes an https URL.")]
    [InlineData(Channel.Teams, "http://hooks.example.com/", null, "http is allowed where the setting Receivers__allowPrivate is true")]
    [InlineData(Channel.PagerDuty, "http://127.0.0.1:9/", "free", "PagerDuty takes events at https://events.pagerduty.com/v2/enqueue")]
    [InlineData(Channel.PagerDuty, "https://evil.example/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "http://events.pagerduty.com/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://events.pagerduty.com:8443/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://events.pagerduty.com./v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://events.pagerduty.com@evil.example/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://user@events.pagerduty.com/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://events.pagerduty.com.evil.example/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "https://еvents.pagerduty.com/v2/enqueue", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "secret:slack", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, "", "pager", "PagerDuty takes events at")]
    [InlineData(Channel.PagerDuty, null, null, "The receiver names no secret: PagerDuty needs the integration's routing key.")]
    [InlineData(Channel.PagerDuty, null, "free", "The secret free has no hosts")]
    [InlineData(Channel.PagerDuty, null, "bound", "The secret bound is not bound to events.pagerduty.com")]
    [InlineData(Channel.PagerDuty, null, "slack", "The secret slack is not bound to events.pagerduty.com")]
    [InlineData(Channel.PagerDuty, null, "pagerElsewhere", "The secret pagerElsewhere is not bound to events.pagerduty.com")]
    [InlineData(Channel.PagerDuty, "https://events.eu.pagerduty.com/v2/enqueue", "oldPager", "The secret oldPager is not bound to events.eu.pagerduty.com")]
    [InlineData(Channel.Email, "secret:ada", null, "The secret ada has no hosts")]
    [InlineData(Channel.Email, "secret:adaElsewhere", null, "The secret adaElsewhere is not bound to example.net")]
    [InlineData(Channel.Email, "secret:user", null, "The address in the setting Secrets__user cannot be used: It takes a mail address")]
    [InlineData(Channel.Email, "secret:bound", null, "The address in the setting Secrets__bound cannot be used: It takes a mail address")]
    [InlineData(Channel.Email, "ada@example.org, eve@example.org", null, "The receiver's address cannot be used: It takes a mail address")]
    public void Secret_is_used_nowhere_else(Channel channel, string? to, string? secret, string reason)
    {
        var refusal = Of(channel, to, secret).Refusal;

        Assert.NotNull(refusal);
        Assert.Contains(reason, refusal.Detail, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
        Assert.All(Set.Where(one => one.Value.Length > 0), one => Assert.DoesNotContain(one.Value, refusal.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Channel.Slack, "secret:plain", null, true)]
    [InlineData(Channel.Slack, "secret:inner", null, true)]
    [InlineData(Channel.Webhook, "http://hooks.example.com/x", "bound", true)]
    [InlineData(Channel.Webhook, "http://127.0.0.1/x", "bound", false)]
    [InlineData(Channel.Webhook, "http://127.0.0.1/x", "free", false)]
    [InlineData(Channel.PagerDuty, "http://127.0.0.1/x", "pager", false)]
    [InlineData(Channel.PagerDuty, "http://events.pagerduty.com/v2/enqueue", "pager", false)]
    public void Private_receivers_where_they_are_allowed_get_their_own_secrets_alone(Channel channel, string to, string? secret, bool isDone) =>
        Assert.Equal(isDone, Destination.Of(new(channel, to, secret), Secrets, allowPrivate: true).IsDone);

    [Fact]
    public void Secret_and_destination_have_no_text_that_shows_them()
    {
        Assert.DoesNotContain("b0und", $"{Secrets["bound"]}", StringComparison.Ordinal);
        Assert.DoesNotContain("b0und", $"{Of(Channel.Webhook, "https://hooks.example.com/x", "bound").Value}", StringComparison.Ordinal);
    }

    private static Result<Destination> Of(Channel channel, string? to, string? secret) => Destination.Of(new(channel, to, secret), Secrets, allowPrivate: false);
}
