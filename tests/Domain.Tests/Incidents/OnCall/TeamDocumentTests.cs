using System.Text.Json;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Incidents.OnCall;

public sealed class TeamDocumentTests
{
    private const string Whole = """
        {
          "tasks": [ "delivery-time" ],
          "people": [
            {
              "name": "ada", "contacts": [ { "channel": "email", "to": "ada@example.org" }, { "channel": "webhook", "to": "https://example.org/ada", "secret": "ops" } ],
              "quiet": { "from": "22:00", "to": "07:00", "timeZone": "Europe/Berlin" }
            },
            { "name": "ben", "contacts": [ { "channel": "pagerDuty", "secret": "PAGER_KEY" }, { "channel": "slack", "to": "secret:slack-url" } ] }
          ],
          "layers": [ { "level": "operations", "people": [ "ada", "ben" ], "start": "2026-01-05", "at": "09:00", "days": 7, "timeZone": "Europe/Berlin" } ],
          "hooks": [ { "name": "tracker", "channel": "webhook", "to": "http://127.0.0.1:8080/x", "events": [ "opened", "resolved" ] }, { "name": "all", "channel": "teams", "to": "https://example.org" } ],
          "policies": { "sev1": { "answer": [ { "level": "operations", "waitMinutes": 0 }, { "level": "senior", "waitMinutes": 1.5 } ], "resolveWithinHours": 12 }, "sev2": { "againMinutes": 0 } }
        }
        """;

    [Fact]
    public void A_document_says_who_is_on_call_and_how_they_are_reached()
    {
        var team = Read(Whole).Value!;

        Assert.Equal(("search", "delivery-time"), (team.Name, Assert.Single(team.Tasks).ToString()));
        Assert.Equal([new(Channel.Email, "ada@example.org"), new(Channel.Webhook, "https://example.org/ada", "ops")], team.Find("ada")!.Contacts);
        Assert.Equal(new QuietHours(new(22, 0), new(7, 0), "Europe/Berlin", Severity.Sev3), team.Find("ada")!.Quiet);
        Assert.Equal([new(Channel.PagerDuty, null, "PAGER_KEY"), new(Channel.Slack, "secret:slack-url")], team.Find("ben")!.Contacts);
        var layer = Assert.Single(team.Layers);
        Assert.Equal((Level.Operations, new DateOnly(2026, 1, 5), new TimeOnly(9, 0), 7, "Europe/Berlin"), (layer.Level, layer.Start, layer.At, layer.Days, layer.TimeZone));
        Assert.Equal(["ada", "ben"], layer.People);
        Assert.Equal([TicketAction.Opened, TicketAction.Resolved], team.Hooks[0].Events!.Value);
        Assert.Null(team.Hooks[1].Events);
    }

    [Fact]
    public void What_a_policy_leaves_out_is_as_by_default()
    {
        var team = Read(Whole).Value!;

        var (first, standard) = (team.Policy(Severity.Sev1), EscalationPolicy.Default(Severity.Sev1));
        Assert.Equal([new(Level.Operations, TimeSpan.Zero), new(Level.Senior, TimeSpan.FromSeconds(90))], first.Answer);
        Assert.Equal((standard.Again, TimeSpan.FromHours(12), standard.AfterMitigation, standard.Repeat), (first.Again, first.ResolveWithin, first.AfterMitigation, first.Repeat));
        Assert.Equal((null, EscalationPolicy.Default(Severity.Sev2).ResolveWithin), (team.Policy(Severity.Sev2).Again, team.Policy(Severity.Sev2).ResolveWithin));
        Assert.Equal(EscalationPolicy.Default(Severity.Sev2).Answer, team.Policy(Severity.Sev2).Answer);
        Assert.DoesNotContain(Severity.Sev3, team.Policies.Keys);
    }

    [Fact]
    public void A_team_written_reads_back_as_it_was()
    {
        var team = Read(Whole).Value!;

        var written = TeamDocument.Write(team);
        written["onCall"] = new System.Text.Json.Nodes.JsonArray();
        var read = Read(written.ToJsonString()).Value!;

        Assert.Equal(Text(team), Text(read));
        Assert.Equal(Text(team), Text(JsonSerializer.Deserialize<Team>(Text(team), Json.Options)!));
    }

    [Fact]
    public void An_empty_document_is_a_team_of_nobody()
    {
        var team = Read("{}").Value!;

        Assert.Equal((0, 0, 0, 0, 0), (team.Tasks.Length, team.People.Length, team.Layers.Length, team.Hooks.Length, team.Policies.Count));
        Assert.Equal(Text(team), Text(Read(TeamDocument.Write(team).ToJsonString()).Value!));
    }

    [Fact]
    public void Every_mistake_is_named_at_once_by_its_pointer()
    {
        var invalid = Assert.IsType<Invalid>(Read("""
            {
              "name": "others", "colour": "red", "tasks": [ "delivery-time", "Delivery!", "delivery-time", 7 ],
              "people": [
                { "name": "ada", "contacts": [ { "channel": "pigeon", "to": "x" }, { "channel": "email", "to": "ada", "secret": "x" }, { "channel": "webhook" }, { "channel": "pagerDuty" }, { "channel": "slack", "to": "secret:a__b" } ] },
                { "name": "ada", "quiet": { "from": "22:00", "to": "22:00", "timeZone": "Mars/Olympus", "severity": "sev9" } }, { "name": "Ben B" }
              ],
              "layers": [
                { "level": "operations", "people": [ "ada", "eva" ], "start": "2026-02-30", "at": "25:00", "days": 0, "timeZone": "europe/berlin" },
                { "level": "operations", "people": [], "start": "2026-01-05", "at": "09:00", "days": 1.5, "timeZone": "UTC" }
              ],
              "hooks": [ { "name": "tracker", "channel": "webhook", "to": "ftp://example.org", "events": [ "opened", "sneezed" ] }, { "name": "tracker", "channel": "teams", "to": "https://example.org", "events": [] } ],
              "policies": { "sev7": {}, "sev1": { "answer": [ { "level": "senior", "waitMinutes": -1 }, { "level": "operations", "waitMinutes": 0.5 } ], "againMinutes": 0.5, "resolveWithinHours": 0, "repeatHours": 0.5 } }
            }
            """).Refusal);

        Assert.Equal(
            new[]
            {
                "/colour", "/name", "/tasks/1", "/tasks/2", "/tasks/3",
                "/people/0/contacts/0/channel", "/people/0/contacts/1/to", "/people/0/contacts/1/secret", "/people/0/contacts/2/to", "/people/0/contacts/3/secret", "/people/0/contacts/4/to",
                "/people/1/name", "/people/1/quiet/to", "/people/1/quiet/timeZone", "/people/1/quiet/severity", "/people/2/name",
                "/layers/0/people/1", "/layers/0/start", "/layers/0/at", "/layers/0/days", "/layers/0/timeZone", "/layers/1/level", "/layers/1/people", "/layers/1/days",
                "/hooks/0/to", "/hooks/0/events/1", "/hooks/1/name", "/hooks/1/events",
                "/policies/sev7", "/policies/sev1/answer/0/waitMinutes", "/policies/sev1/answer/1/level", "/policies/sev1/answer/1/waitMinutes",
                "/policies/sev1/againMinutes", "/policies/sev1/resolveWithinHours", "/policies/sev1/repeatHours",
            }.Order(),
            invalid.Errors.Select(e => e.Pointer).Order());
        Assert.All(invalid.Errors, error => Assert.EndsWith(".", error.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{ "people": {} }""", "/people")]
    [InlineData("""{ "people": [ 7 ] }""", "/people/0")]
    [InlineData("""{ "people": [ {} ] }""", "/people/0/name")]
    [InlineData("""{ "tasks": "delivery-time" }""", "/tasks")]
    [InlineData("""{ "policies": [] }""", "/policies")]
    [InlineData("""{ "policies": { "sev1": { "answer": [] } } }""", "/policies/sev1/answer")]
    [InlineData("""{ "layers": [ { "level": "engineer", "people": [ "a" ], "start": 5, "at": null, "days": 93 } ] }""", "/layers/0/start")]
    public void A_document_that_makes_no_sense_is_refused(string json, string pointer) =>
        Assert.Contains(pointer, Assert.IsType<Invalid>(Read(json).Refusal).Errors.Select(e => e.Pointer));

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("ada+night@mail.example.org", true)]
    [InlineData("on-call@localhost", true)]
    [InlineData("secret:ada_address", true)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@example.org, ben@example.org", false)]
    [InlineData("ada@example.org\r\nBcc: eve@example.org", false)]
    [InlineData("ada@@example.org", false)]
    [InlineData("secret:", false)]
    public void Mail_goes_to_one_address(string to, bool fits) => Assert.Equal(
        fits, Read($$"""{ "people": [ { "name": "ada", "contacts": [ { "channel": "email", "to": {{JsonSerializer.Serialize(to)}} } ] } ] }""").IsDone);

    [Theory]
    [InlineData("webhook", "https://example.org/x")]
    [InlineData("slack", "https://93.184.216.34/x")]
    [InlineData("teams", "https://[2606:4700::1111]:8443/x")]
    [InlineData("webhook", "secret:ops")]
    [InlineData("pagerDuty", "https://events.pagerduty.com/v2/enqueue")]
    [InlineData("pagerDuty", "https://events.eu.pagerduty.com/v2/enqueue")]
    [InlineData("pagerDuty", null)]
    public void Public_receiver_is_accepted(string channel, string? to) => Assert.True(Read(Hook(channel, to), allowPrivate: false).IsDone);

    [Theory]
    [InlineData("webhook", "http://example.org/x", "http is allowed where the setting Receivers__allowPrivate is true")]
    [InlineData("slack", "https://127.0.0.1/x", "127.0.0.1 is a loopback address; receivers are reached on the public internet alone, unless the setting Receivers__allowPrivate is true")]
    [InlineData("teams", "https://2852039166/x", "169.254.169.254 is a link-local address")]
    [InlineData("webhook", "https://localhost:7071/admin", "localhost is this machine")]
    [InlineData("webhook", "https://ada:pass@example.org/x", "leave out what stands before @")]
    public void Private_receiver_is_refused_unless_it_is_allowed(string channel, string to, string reason)
    {
        var error = Assert.Single(Assert.IsType<Invalid>(Read(Hook(channel, to), allowPrivate: false).Refusal).Errors);

        Assert.Equal("/hooks/0/to", error.Pointer);
        Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
        Assert.Equal(!to.Contains('@', StringComparison.Ordinal), Read(Hook(channel, to), allowPrivate: true).IsDone);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://events.pagerduty.com/v2/enqueue")]
    [InlineData("https://events.pagerduty.com@evil.example/v2/enqueue")]
    [InlineData("https://evil.example/v2/enqueue")]
    [InlineData("secret:tok")]
    public void PagerDuty_has_its_own_hosts_alone(string to)
    {
        foreach (var allowPrivate in new[] { false, true })
        {
            var error = Assert.Single(Assert.IsType<Invalid>(Read(Hook("pagerDuty", to), allowPrivate).Refusal).Errors);
            Assert.Equal(("/hooks/0/to", PagerDutyEndpoints.Rule), (error.Pointer, error.Detail));
        }
    }

    [Fact]
    public void A_document_has_an_end() => Assert.IsType<Invalid>(Read($$"""{ "name": "{{new string('a', 200_000)}}" }""").Refusal);

    private static Result<Team> Read(string json, bool allowPrivate = true) => TeamDocument.Read("search", JsonDocument.Parse(json).RootElement, allowPrivate);

    private static string Hook(string channel, string? to) =>
        JsonSerializer.Serialize(new { hooks = new[] { new { name = "x", channel, to, secret = channel == "pagerDuty" ? "tok" : null } } });

    private static string Text(Team team) => JsonSerializer.Serialize(team, Json.Options);
}
