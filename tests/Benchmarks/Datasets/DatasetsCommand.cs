using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MlFunctions.App.Rollout.Cuts;
using MlFunctions.App.Tasks;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Outcomes;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Serving;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.Benchmarks.Datasets;

/// <summary>What it costs to make validation and training rows of the log.</summary>
internal static class DatasetsCommand
{
    private const double MiB = 1 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static Command Command { get; } = new(
        "datasets [--count 200000] [--rows 50000] [--seed 1]",
        "Makes both datasets out of a tenth, and then out of all, of that many logged predictions with outcomes: seconds and memory.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (count, rows, seed) = (arguments.Count("count", 200_000), arguments.Count("rows", 50_000), arguments.Count("seed", 1));
        var task = SeedTasks.Definitions.First(one => one.Time is not null) with { Datasets = new DatasetPolicy(ValidationDays: 1, Rows: rows) };
        var table = new MarkdownTable("labelled predictions", "validation + training rows", "seconds", "predictions a second", "managed heap above the start, MiB");
        foreach (var told in new[] { count / 10, count })
        {
            await using var bed = await TestBed.SetUpAsync(cancel);
            await new StorageSetup(bed.Account).CreateAsync(cancel);
            await TellAsync(bed.Account, task, told, seed, cancel);
            await MakeAsync(bed.Account, task, cancel);
            await MeasureAsync(bed.Account, task, table, told, cancel);
        }

        return new Report(table, []);
    }

    private static async Task TellAsync(StorageAccount account, TaskDefinition task, int count, int seed, CancellationToken cancel)
    {
        Console.WriteLine($"Writing {count:#,0} predictions and their outcomes …");
        var (ids, _) = await LoggedPredictions.WriteAsync(account, task.Name, count, seed);
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(seed);
        foreach (var part in ids.Chunk(10_000))
            await new OutcomeStore(account, new InstanceId("bench")).AddAsync([.. part.Select(id => new Outcome(id, Actual.Of(Math.Round(20 + (40 * random.NextDouble()), 1)), now, now))], cancel);
    }

    private static async Task MeasureAsync(StorageAccount account, TaskDefinition task, MarkdownTable table, int count, CancellationToken cancel)
    {
        using var stop = new CancellationTokenSource();
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var highest = WatchAsync(stop.Token);
        var watch = Stopwatch.StartNew();
        var made = await MakeAsync(account, task, cancel);
        var seconds = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        table.Add(
            Report.Text(count, "#,0"), string.Join(" + ", made), Report.Text(seconds, "0.0"), Report.Text(count / seconds, "#,0"), Report.Text((await highest - start) / MiB, "0"));
    }

    private static async Task<long> WatchAsync(CancellationToken stop)
    {
        var highest = 0L;
        for (; !stop.IsCancellationRequested; await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))
            highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false));
        return highest;
    }

    private static async Task<IEnumerable<string>> MakeAsync(StorageAccount account, TaskDefinition task, CancellationToken cancel)
    {
        var datasets = new DatasetStore(account);
        var log = new LoggedRows(new LogTail(account), new SegmentOutcomes(account), new PredictionLogReader(account), NullLogger<LoggedRows>.Instance);
        var job = new DatasetJob(new EachTask(new TaskStore(account), NullLogger<EachTask>.Instance), log, datasets, new DatasetUpload(account, datasets, TimeProvider.System), TimeProvider.System, NullLogger<DatasetJob>.Instance);
        return (await job.MakeAsync(task, TimeProvider.System.GetUtcNow().AddHours(1), cancel)).Select(dataset => Report.Text(dataset.Rows, "#,0"));
    }
}
