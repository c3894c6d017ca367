using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

public sealed class EveryKindTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Before anybody has asked or trained anything, as on the first start.</summary>
    [Theory]
    [InlineData("delivery-time")]
    [InlineData("search-ranking")]
    [InlineData("card-fraud")]
    public async Task The_alarms_of_a_new_task_are_looked_at_and_say_nothing(string task)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero));
        await using var host = new AppHost(azurite) { Clock = clock };

        for (var hour = 0; hour < 30; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await host.TickAsync(TaskName.Parse(task));
        }

        var alarms = (await host.Http.GetFromJsonAsync<JsonElement>($"api/tasks/{task}/alarms", Cancel)).GetProperty("alarms").EnumerateArray();
        Assert.All(alarms, alarm => Assert.Equal("ok", alarm.Text("state")));
        Assert.Empty((await host.Http.GetFromJsonAsync<JsonElement>("api/tickets", Cancel)).GetProperty("tickets").EnumerateArray());
    }
}
