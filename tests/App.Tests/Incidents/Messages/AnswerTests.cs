using System.Text.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Incidents.Receivers;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>Whoever has the host call another server learns its status and nothing of what it says.</summary>
public sealed class AnswerTests(AzuriteFixture azurite)
{
    private const string Words = "nobody-is-to-read-this";

    [Theory]
    [InlineData($"HTTP/1.1 200 {Words}\r\nContent-Length: 22\r\nX-More: {Words}\r\n\r\n{Words}", true, "127.0.0.1 answered 200.")]
    [InlineData($"HTTP/1.1 403 {Words}\r\nContent-Length: 22\r\nX-More: {Words}\r\n\r\n{Words}", false, "127.0.0.1 answered 403.")]
    [InlineData($"HTTP/1.1 503 {Words}\r\nRetry-After: {Words}\r\nContent-Length: 22\r\n\r\n{Words}", false, "127.0.0.1 answered 503.")]
    [InlineData($"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/{Words}\r\nContent-Length: 0\r\n\r\n", false, "127.0.0.1 answered 302.")]
    [InlineData($"SSH-2.0-{Words}\r\n", false, "127.0.0.1 did not answer in HTTP.")]
    [InlineData($"HTTP/1.1 {Words}\r\n\r\n", false, "127.0.0.1 did not answer in HTTP.")]
    [InlineData($"HTTP/1.1 200 OK\r\n{Words}\r\n\r\n", false, "127.0.0.1 did not answer in HTTP.")]
    [InlineData("", false, "127.0.0.1 did not answer in HTTP.")]
    public async Task Answer_of_a_receiver_is_repeated_nowhere(string answer, bool delivered, string detail)
    {
        await using var server = new RawReceiver(answer);
        var log = new LogLines();
        await using var team = WithATeam.With(azurite, log: log);
        await team.DeclareAsync([("ada", [new(Channel.Slack, $"http://127.0.0.1:{server.Port}/{Words}")])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        Assert.Equal([$"{delivered} {detail}"], await team.TestAsync());
        await team.SendForAsync(TimeSpan.FromHours(3), 300);

        var events = JsonSerializer.Serialize(await team.EventsAsync(), Domain.Kernel.Json.Options);
        Assert.Equal(!delivered, events.Contains(detail, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains(detail, StringComparison.Ordinal));
        Assert.DoesNotContain(Words, events, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Words, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData($"554 {Words}\r\n", "127.0.0.1 answered 554.")]
    [InlineData($"{Words}\r\n", "127.0.0.1 did not answer in SMTP.")]
    [InlineData("", "127.0.0.1 did not answer in SMTP.")]
    [InlineData($"220 {Words}\r\n250-{Words}\r\n250 AUTH PLAIN\r\n535 {Words}\r\n", "127.0.0.1 did not accept the user and password of the setting SmtpServer.")]
    [InlineData($"220 {Words}\r\n250 {Words}\r\n452 {Words}\r\n", "127.0.0.1 answered 452.")]
    public async Task Answer_of_the_mail_server_is_repeated_nowhere(string answer, string detail)
    {
        await using var server = new RawReceiver(answer);
        var log = new LogLines();
        var user = answer.Contains("AUTH", StringComparison.Ordinal) ? "ada:pass@" : "";
        await using var team = WithATeam.With(azurite, log: log, settings: [("SmtpServer", $"smtp://{user}127.0.0.1:{server.Port}"), ("SmtpFrom", "ml@example.com")]);
        await team.DeclareAsync([("ada", [new(Channel.Email, "ada@example.com")])]);
        await team.OpenAsync();
        await team.PageAsync("ada");

        Assert.Equal([$"False {detail}"], await team.TestAsync());
        await team.SendForAsync(TimeSpan.FromHours(3), 300);

        var events = JsonSerializer.Serialize(await team.EventsAsync(), Domain.Kernel.Json.Options);
        Assert.Contains(detail, events, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, events, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Words, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_named_without_its_address()
    {
        await using var team = WithATeam.With(azurite, receivers: TestNetwork.Resolving((_, _) => []));
        await team.DeclareAsync([("ada", [new(Channel.Slack, "http://nobody.example/x")])]);
        Assert.Equal(["False The name nobody.example could not be resolved."], await team.TestAsync());
    }

    [Fact]
    public async Task Server_that_does_not_listen_is_named_without_its_address()
    {
        int port;
        await using (var server = new RawReceiver())
            port = server.Port;
        await using var team = WithATeam.With(azurite, receivers: TestNetwork.LeadingTo(port));
        await team.DeclareAsync([("ada", [new(Channel.Slack, "http://down.example/x")])]);
        Assert.Equal(["False No connection to down.example could be opened."], await team.TestAsync());
    }
}
