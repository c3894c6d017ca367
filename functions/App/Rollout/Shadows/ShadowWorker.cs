using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlFunctions.App.Serving.Predictions;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Shadows;

/// <summary>The one thread that scores for shadows, however many tasks and shadows there are. It works in short slices, so that an answer that comes meanwhile finds a core soon; what is more than a twentieth of a core can do stays in the backlog, until that is full, and is spared.</summary>
public sealed partial class ShadowWorker(ShadowBacklogs backlogs, ShadowLog log, TimeProvider time, ILogger<ShadowWorker> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(0.3);
    private static readonly TimeSpan BetweenSlices = TimeSpan.FromMilliseconds(5);

    /// <summary>While there is nothing to score: what is offered meanwhile wakes nobody.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ShadowScorer scorer = new(time);
    private readonly Dictionary<TaskName, ShadowRows> waiting = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isStopping;
    private long written;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run) { IsBackground = true, Name = "shadows" }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what has been scored; what has not is dropped with the process.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        backlogs.Ring();
        return ended.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => scorer.Dispose();

    private void Run()
    {
        while (!isStopping)
        {
            var isDone = true;
            try
            {
                isDone = Score();
                var isDue = time.GetElapsedTime(written) >= Period;
                Write(rows => isDue || rows.AreMany);
            }
            catch (Exception failure)
            {
                // Out of here it would end the process, and with it the answers.
                LogFailed(failure);
            }

            if (isDone && waiting.Values.All(rows => rows.Count == 0))
                backlogs.Sleep();
            else
                backlogs.Nap(isDone ? Pause : BetweenSlices);
        }

        Write(_ => true);
        ended.SetResult();
    }

    /// <summary>Scores what there is, a call of each task in turn, for one slice; whether that was all.</summary>
    private bool Score()
    {
        var began = time.GetTimestamp();
        for (var isMore = true; isMore && !isStopping;)
        {
            isMore = false;
            foreach (var (task, backlog) in backlogs.All)
            {
                if (!backlog.TryTake(out var call))
                    continue;
                isMore = true;
                if (!waiting.TryGetValue(task, out var rows))
                    waiting[task] = rows = new ShadowRows();
                scorer.Score(backlog, call, rows);
            }

            if (isMore && time.GetElapsedTime(began) > Slice)
                return false;
        }

        return true;
    }

    private void Write(Func<ShadowRows, bool> isDue)
    {
        foreach (var (task, rows) in waiting)
        {
            if (rows.Count == 0 || !isDue(rows))
                continue;
            log.Append(task, rows.Lines, rows.Count);
            rows.Clear();
            written = time.GetTimestamp();
        }
    }

    [LoggerMessage(EventId = 1, EventName = "ShadowsFailed", Level = LogLevel.Error, Message = "Shadows could not go on with what was answered; they go on with what follows")]
    private partial void LogFailed(Exception failure);
}
