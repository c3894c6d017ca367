using System.Net;
using System.Net.Http.Json;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Serving.Predictions;

public sealed class LogModeTests(AzuriteFixture azurite)
{
    private static readonly object Call = new { input = WithAModelInProduction.Order };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Best_effort_ids_lead_to_their_rows_a_moment_later()
    {
        await using var host = await new AppHost(azurite).WithASimpleModelAsync(LogMode.BestEffort);

        var predictions = (await host.PredictAsync(new { inputs = Enumerable.Repeat(WithAModelInProduction.Order, 20) })).GetProperty("predictions").EnumerateArray().ToArray();
        await host.UntilLoggedAsync(20);

        Assert.Equal(20, predictions.Select(p => p.Text("id")).Distinct().Count());
        foreach (var prediction in predictions)
        {
            var record = await (await host.Http.GetAsync($"api/predictions/{prediction.Text("id")}", Cancel)).JsonAsync();
            Assert.Equal(prediction.GetProperty("output").GetRawText(), record.GetProperty("output").GetRawText());
        }

        Assert.Equal("best-effort", (await host.ServingAsync()).GetProperty("log").Text("mode"));
    }

    [Fact]
    public async Task An_outage_refuses_where_the_log_is_required_and_says_when_to_come_back()
    {
        var network = new CuttableNetwork();
        await using var host = await new AppHost(azurite) { Network = network }.WithASimpleModelAsync(LogMode.Required);
        await host.PredictAsync(Call);

        network.State = Carriage.Down;
        var refused = await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), Call, Cancel);
        network.State = Carriage.Up;

        await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var serving = await host.ServingAsync();
        Assert.Equal((1, 1, 1), (serving.Int("answered"), serving.Int("refused"), serving.GetProperty("log").Int("rows")));
    }

    [Fact]
    public async Task Inputs_are_counted_as_answered_and_calls_as_refused()
    {
        await using var host = await new AppHost(azurite).WithASimpleModelAsync(LogMode.Required);

        await host.PredictAsync(Call);
        await host.PredictAsync(new { inputs = new[] { WithAModelInProduction.Order, WithAModelInProduction.Order } });
        await (await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { inputs = new object[] { 1, 2 } }, Cancel)).ProblemAsync(HttpStatusCode.BadRequest);

        var serving = await host.ServingAsync();
        Assert.Equal((3, 1), (serving.Int("answered"), serving.Int("refused")));
        Assert.Equal(("required", 4, 0, 0), (serving.GetProperty("log").Text("mode"), serving.GetProperty("log").Int("rows"), serving.GetProperty("log").Int("rowsLost"), serving.GetProperty("log").Int("waitingBytes")));
    }
}
