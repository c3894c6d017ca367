using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.Demo;
using MlFunctions.Support;

namespace MlFunctions.Standalone.Tests.Demonstration;

/// <summary>The demo against a server that refuses calls. Its clock stands still unless the test advances it.</summary>
public sealed class DemoTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> said = new();
    private readonly CancellationTokenSource stop = new();
    private readonly int port = BusyHost.FreePort();
    private readonly HttpClient http;

    public DemoTests() => http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    [Theory]
    [InlineData(503, "models")]
    [InlineData(429, "on-call")]
    [InlineData(503, "predictions")]
    [InlineData(503, "outcomes")]
    [InlineData(429, "tickets")]
    public async Task Refused_call_is_sent_again_after_the_time_that_the_host_names(int status, string path)
    {
        await using var host = new BusyHost(port, (called, number, response) => called == path && number <= 2 && Refuse(response, status, "7"));
        await host.StartAsync();

        var demo = Play();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => host.Calls(path) >= 1);
        await Eventually.IsAsync(() => Said($"{status}: The host is busy. The call is sent again in 7 s.") == 1);
        Assert.Equal(1, host.Calls(path));
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => host.Calls(path) >= 3 && host.Calls("outcomes") > 2);

        Assert.Equal(2, Said($"{status}: The host is busy. The call is sent again in 7 s."));
        await StopAsync(demo);
    }

    [Fact]
    public async Task Refused_call_without_a_time_is_sent_again_after_a_second()
    {
        await using var host = new BusyHost(port, (_, number, response) => number == 1 && Refuse(response, 503, null));
        await host.StartAsync();

        var demo = Play();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => host.Calls("predictions") > 2);

        Assert.Equal(3, Said("503: The host is busy. The call is sent again in 1 s."));
        await StopAsync(demo);
    }

    [Fact]
    public async Task Host_that_listens_late_is_waited_for()
    {
        await using var host = new BusyHost(port, (_, _, _) => false);

        var demo = Play();
        await Eventually.IsAsync(() => Said("The call is sent again in 1 s.") == 1);
        await host.StartAsync();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => host.Calls("predictions") > 1);

        await StopAsync(demo);
    }

    [Fact]
    public async Task Host_that_stays_busy_ends_the_demo()
    {
        await using var host = new BusyHost(port, (_, _, response) => Refuse(response, 503, "50"));
        await host.StartAsync();

        var demo = Play();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => demo.IsCompleted);

        var end = await Assert.ThrowsAsync<HttpRequestException>(() => demo);
        Assert.Equal("503: The host is busy. The demo waits at most 120 s for a call. It has waited 100 s, and the next pause is 50 s.", end.Message);
        Assert.Equal(3, host.Calls("models"));
    }

    [Fact]
    public async Task Host_that_never_listens_ends_the_demo()
    {
        var demo = Play();
        await clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => demo.IsCompleted);

        var end = await Assert.ThrowsAsync<HttpRequestException>(() => demo);
        Assert.EndsWith("The demo waits at most 120 s for a call. It has waited 120 s, and the next pause is 1 s.", end.Message, StringComparison.Ordinal);
        Assert.Equal(120, Said("The call is sent again in 1 s."));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    public async Task Call_that_can_never_pass_is_not_sent_again(int status)
    {
        await using var host = new BusyHost(port, (_, _, response) => Refuse(response, status, "1"));
        await host.StartAsync();

        var end = await Assert.ThrowsAsync<HttpRequestException>(Play);

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{status}: The host is busy."), end.Message);
        Assert.Equal(1, host.Calls("models"));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
        http.Dispose();
    }

    private static bool Refuse(HttpResponse response, int status, string? retryAfter)
    {
        response.StatusCode = status;
        if (retryAfter is not null)
            response.Headers.RetryAfter = retryAfter;
        return true;
    }

    private Task Play() => new DemoRun(http, said.Enqueue, clock, new DemoOptions()).RunAsync(stop.Token);

    private int Said(string text) => said.Count(line => line.Contains(text, StringComparison.Ordinal));

    private async Task StopAsync(Task demo)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demo);
    }
}
