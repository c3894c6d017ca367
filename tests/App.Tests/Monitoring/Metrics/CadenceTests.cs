using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlFunctions.App.Monitoring;
using MlFunctions.App.Tests.Hosts;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Tasks;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Metrics;

/// <summary>One timer computes the metrics of every task by its cadence.</summary>
public sealed class CadenceTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hour", 0)]
    [InlineData("minute", 1)]
    public async Task A_task_that_ships_is_computed_at_the_cadence_that_it_declares(string cadence, int merged)
    {
        await using var host = new AppHost(azurite) { Clock = clock };
        var definition = (await host.Http.GetFromJsonAsync<JsonObject>("api/tasks/card-fraud", Cancel))!;
        definition["cadence"] = cadence;
        Assert.True((await host.Http.PutAsJsonAsync("api/tasks/card-fraud", Document(definition), Cancel)).IsSuccessStatusCode);
        await RunAsync(host);
        clock.Advance(TimeSpan.FromMinutes(1));
        await host.Http.PostAsJsonAsync("api/tasks/card-fraud/predictions", new { input = new { } }, Cancel);

        await RunAsync(host);

        Assert.Equal(merged, await SpansAsync(host, "card-fraud", "minute."));
    }

    [Fact]
    public async Task A_task_that_cannot_be_computed_stops_no_other()
    {
        await using var host = await new AppHost(azurite) { Clock = clock }.WithTheSampleTaskAsync();
        var tasks = host.Services.GetRequiredService<TaskStore>();
        await tasks.AddAsync(SampleTask.Definition with { Name = TaskName.Parse("a-first") }, Cancel);
        await host.Storage.Table(StorageNames.AlarmsTable).AddEntityAsync(new TableEntity("a-first", "state.mae") { ["FormatVersion"] = 99 }, Cancel);
        await host.Http.PostAsJsonAsync(AppHost.Task("predictions"), new { input = WithAModelInProduction.Order }, Cancel);

        await Assert.ThrowsAsync<NewerFormatException>(() => RunAsync(host));

        Assert.Contains(host.Errors, line => line.Contains("a-first", StringComparison.Ordinal));
        Assert.Equal(1, await SpansAsync(host, $"{SampleTask.Definition.Name}", "minute."));
    }

    private static Task RunAsync(AppHost host) => ActivatorUtilities.CreateInstance<ComputeTaskMetricsFunction>(host.Services).Run(new(), Cancel);

    /// <summary>Spans that partial sums were merged into.</summary>
    private static async Task<int> SpansAsync(AppHost host, string task, string prefix) =>
        await host.Storage.Table(StorageNames.MetricsTable).QueryAsync<TableEntity>(row => row.PartitionKey == task, cancellationToken: Cancel)
            .CountAsync(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal), Cancel);

    /// <summary>A definition as it is declared: without what only answers have.</summary>
    private static JsonObject Document(JsonObject answer)
    {
        foreach (var name in new[] { "name", "version", "input" })
            answer.Remove(name);
        return answer;
    }
}
