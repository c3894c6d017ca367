using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Loaded;

public sealed class LiveTaskTests(AzuriteFixture azurite)
{
    private static readonly object Call = new { input = WithAModelInProduction.Order };

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Carriage.Down)]
    [InlineData(Carriage.Silent)]
    public async Task While_storage_is_away_the_model_in_memory_goes_on_answering(Carriage outage)
    {
        var network = new CuttableNetwork();
        await using var host = await new AppHost(azurite) { Clock = clock, Network = network }.WithASimpleModelAsync(LogMode.BestEffort);
        await host.PredictAsync(Call);
        await host.UntilLoggedAsync(1);

        network.State = outage;
        for (var call = 0; call < 5; call++)
        {
            clock.Advance(2 * LiveTasks.MaxAge);
            var prediction = await AnsweredAsync(host);
            Assert.True(prediction.IsSuccessStatusCode, await prediction.Content.ReadAsStringAsync(Cancel));
            Assert.NotNull((await prediction.JsonAsync()).Text("id"));
        }

        network.State = Carriage.Up;
        await host.UntilLoggedAsync(6, clock);
        Assert.Equal(0, (await host.ServingAsync()).GetProperty("log").Int("rowsLost"));
    }

    [Fact]
    public async Task Under_traffic_another_host_follows_a_promotion_within_the_greatest_age()
    {
        await using var one = await new AppHost(azurite).WithASimpleModelAsync(LogMode.Required);
        await one.TrainAsync(new { trainer = "linear" });
        await using var two = new AppHost(azurite, one.Prefix) { Clock = clock };
        Assert.Equal(1, (await two.PredictAsync(Call)).Int("model"));
        clock.Advance(LiveTasks.MaxAge / 4);

        Assert.True((await one.PromoteAsync(2, force: true)).IsSuccessStatusCode);
        for (var step = 0; step < 20; step++)
        {
            clock.Advance(LiveTasks.MaxAge / 20);
            await two.PredictAsync(Call);
        }

        // What is promoted may still be on its way into memory; time stands from here on.
        await Eventually.IsAsync(async () => (await two.PredictAsync(Call)).Int("model") == 2);
    }

    /// <summary>The answer to a call that may wait for the clock.</summary>
    private Task<HttpResponseMessage> AnsweredAsync(AppHost host) =>
        clock.AdvanceUntilDoneAsync(TimeSpan.FromMilliseconds(10), host.Http.PostAsJsonAsync(AppHost.Task("predictions"), Call, Cancel));
}
