using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.App.Monitoring.Alarms;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

public sealed class BrokenRuleTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The rule that follows errors in the order in which they are told reads rows that no other does.</summary>
    [Fact]
    public async Task A_rule_that_cannot_be_looked_at_is_named_and_stops_no_other()
    {
        await using var service = await WatchedService.StartAsync(azurite);
        await service.RunAsync(3, error: 1);
        await service.AnswerAsync(1);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await WatchedService.LookAsync(service.Host);
        var before = (await service.AlarmAsync("errors")).GetProperty("evaluatedTo").GetDateTimeOffset();
        await service.AnswerAsync(1);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await service.Host.Services.GetRequiredService<LiveSums>().TellAsync(SampleTask.Definition.Name, alsoLate: true, Cancel);
        await service.Host.Services.GetRequiredService<SpanMerger>().MergeAsync(SampleTask.Definition.Name, alsoLate: true, Cancel);
        await BreakAsync(service.Host.Storage.Table("Metrics"));

        var failure = await Assert.ThrowsAsync<AggregateException>(() => service.Host.Services.GetRequiredService<AlarmJob>().EvaluateAsync(SampleTask.Definition, service.Clock.GetUtcNow(), Cancel));

        Assert.Contains("mae-shift", Assert.Single(failure.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.True((await service.AlarmAsync("errors")).GetProperty("evaluatedTo").GetDateTimeOffset() > before);
    }

    private static async Task BreakAsync(TableClient metrics)
    {
        await foreach (var row in metrics.QueryAsync<TableEntity>($"PartitionKey eq '{SampleTask.Definition.Name}' and RowKey ge 'told.' and RowKey lt 'told/'", cancellationToken: Cancel))
        {
            row["Document"] = "{";
            await metrics.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);
        }
    }
}
