using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlFunctions.App.Monitoring.Metrics;

/// <summary>Tells storage each second what this instance has added up, and all of it when the host stops.</summary>
public sealed partial class SumsTeller(LiveSums sums, TimeProvider time, ILogger<SumsTeller> logger) : BackgroundService
{
    /// <summary>What corrects spans some time past touches many of them, so that it is told less often.</summary>
    private const int TellingsALate = 10;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LastTelling = TimeSpan.FromSeconds(5);

    private bool isBroken;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The host may have no time left, and one write takes milliseconds.
        using var limit = new CancellationTokenSource(LastTelling, time);
        await TellAsync(alsoLate: true, limit.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            for (var telling = 1; await timer.WaitForNextTickAsync(stoppingToken); telling++)
                await TellAsync(telling % TellingsALate == 0, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TellAsync(bool alsoLate, CancellationToken cancel)
    {
        try
        {
            await sums.TellAsync(alsoLate, cancel);
            isBroken = false;
        }
        catch (Exception failure)
        {
            if (!isBroken)
                LogWaiting(failure.GetBaseException().Message);
            isBroken = true;
        }
    }

    [LoggerMessage(EventId = 1, EventName = "MetricsNotTold", Level = LogLevel.Warning, Message = "The sums of the live metrics could not be told to storage, and wait in memory: {Outage}")]
    private partial void LogWaiting(string outage);
}
