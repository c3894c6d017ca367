using System.Globalization;
using System.Net.ServerSentEvents;
using MlFunctions.FunctionsHost.Functions;
using MlFunctions.Worker.Tests.Hosts;

namespace MlFunctions.Worker.Tests.Http;

/// <summary>Server-sent events come one by one, and end when the host cancels the invocation or the client is gone.</summary>
[Collection(BothHosts.Name)]
public sealed class EventTests(WithBothHosts hosts)
{
    private static readonly Uri Live = WithBothHosts.Task("metrics/live");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An event's id is the time at which it was made. Events that wait in a buffer would all be read later than the next is made; one that is not shows that they do not.</summary>
    [Fact]
    public async Task An_event_is_read_before_the_next_is_made()
    {
        using var answer = await hosts.Worker.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var read = DateTimeOffset.MaxValue;
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(Cancel))
        {
            Assert.Equal("metrics", item.EventType);
            if (read < DateTimeOffset.Parse(item.EventId!, CultureInfo.InvariantCulture))
                return;
            read = DateTimeOffset.UtcNow;
        }

        Assert.Fail("The events ended.");
    }

    [Fact]
    public async Task A_cancelled_invocation_ends_its_function()
    {
        var before = hosts.Functions.Invocations;
        using var answer = await hosts.Worker.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, Cancel);
        var invocation = await hosts.Functions.NewInvocationAsync("WatchMetrics", before);

        hosts.Functions.Cancel(invocation.Id);

        // The feed ends its answer in order when its token is cancelled; nothing else ends it.
        await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(InvocationStatus.Success, (await invocation.Result).Status);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_its_function_and_is_no_error()
    {
        var before = hosts.Functions.Invocations;
        var answer = await hosts.Worker.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, Cancel);
        var invocation = await hosts.Functions.NewInvocationAsync("WatchMetrics", before);

        answer.Dispose();

        await invocation.Result;
        Assert.Empty(await hosts.Functions.ErrorsAsync(invocation));
    }
}
