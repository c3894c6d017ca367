using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;
using static MlFunctions.App.Tests.Monitoring.Metrics.MetricsCalls;

namespace MlFunctions.App.Tests.Monitoring.Metrics;

/// <summary>How live metrics are asked for: questions that cannot be answered, and the stream of events.</summary>
public sealed class MetricsFeedTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(new(2026, 3, 4, 5, 0, 30, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("span=week")]
    [InlineData("span=1")]
    [InlineData("model=first")]
    [InlineData("from=yesterday")]
    [InlineData("limit=0")]
    public async Task A_wrong_question_is_refused_in_words(string query)
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();

        foreach (var path in new[] { "metrics", "metrics/live" })
        {
            var answer = await host.Http.GetAsync(AppHost.Task($"{path}?{query}"), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(query.Split('=')[0], (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_newest_seconds_come_as_events_each_second()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithASimpleModelAsync(LogMode.Required);
        await PredictAsync(host, 1);
        await TickAsync(host);
        await using var stream = await host.Http.GetStreamAsync(AppHost.Task("metrics/live"), Cancel);
        using var lines = new StreamReader(stream);

        Assert.Equal(1, Metric(Assert.Single((await NextAsync(lines)).GetProperty("spans").EnumerateArray()), "requests"));
        await PredictAsync(host, 1);
        await TickAsync(host);
        JsonElement newer;
        do
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            newer = await NextAsync(lines);
        }
        while (newer.GetProperty("spans") is var spans && (spans.GetArrayLength() == 0 || Metric(spans[0], "requests") < 2));
    }

    private static async Task<JsonElement> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonElement.Parse(line["data: ".Length..]);
        }

        throw new InvalidOperationException("The stream of events has ended.");
    }
}
