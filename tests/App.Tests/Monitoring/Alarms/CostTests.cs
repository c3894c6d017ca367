using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.App.Monitoring.Alarms;
using MlFunctions.App.Monitoring.Alarms.Looks;
using MlFunctions.App.Monitoring.Metrics;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Monitoring;
using MlFunctions.Storage.Rollout;
using MlFunctions.Support;

namespace MlFunctions.App.Tests.Monitoring.Alarms;

public sealed class CostTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nearly every look of a task that is looked at each second is one within a minute.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_look_within_the_minute_reads_once_and_writes_once_and_a_new_minute_a_few_times_however_many_calls_there_were(int calls)
    {
        await using var service = await WatchedService.StartAsync(azurite);
        var network = new CountedTables();
        var job = Job(network.AccountOf(azurite, service.Host.Prefix));
        await service.RunAsync(3, error: 1);
        for (var call = 0; call < calls; call++)
            await service.AnswerAsync(error: 1);
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        await service.Host.Services.GetRequiredService<LiveSums>().TellAsync(alsoLate: true, Cancel);
        await service.Host.Services.GetRequiredService<SpanMerger>().MergeAsync(SampleTask.Definition.Name, alsoLate: true, Cancel);
        await job.EvaluateAsync(SampleTask.Definition, service.Clock.GetUtcNow() - TimeSpan.FromSeconds(8), Cancel);
        network.Take();

        await job.EvaluateAsync(SampleTask.Definition, service.Clock.GetUtcNow(), Cancel);

        Assert.Equal((1, 1), network.Take());
        await job.EvaluateAsync(SampleTask.Definition, service.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), Cancel);
        var (reads, writes) = network.Take();
        Assert.InRange(reads, 1, 16);
        Assert.InRange(writes, 1, 2);
    }

    private static AlarmJob Job(MlFunctions.Storage.Kernel.StorageAccount account)
    {
        var (alarms, spans) = (new AlarmStore(account), new SpanStore(account));
        var outlooks = new Outlooks(spans, new DelayStore(account), new DeploymentStore(account), new ModelStore(account), alarms);
        return new(alarms, new SilenceStore(account), spans, outlooks, new AlarmTickets(new TicketDesk(new TicketStore(account), new OnCallStore(account))), NullLogger<AlarmJob>.Instance);
    }
}
