using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Memory;
using MlFunctions.Standalone.Emulation;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>Whether a file of several gigabytes becomes a dataset in memory that does not grow, over connections that break.</summary>
internal static class UploadsCommand
{
    private const int Steps = 6;

    /// <summary>By so much the live heap may differ within a phase: buffers that are in use at the moment.</summary>
    private const long Noise = 48 << 20;

    public static Command Command { get; } = new(
        "uploads [--megabytes 3000] [--part-mib 32] [--connections 4] [--cuts 10] [--seed 1]",
        "Sends a file in parts over connections that are cut on the way, completes it and reads it back: seconds, bytes a second, the host's memory; exit code 1 when a hash is wrong or memory grows.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (seed, cuts) = (arguments.Count("seed", 1), arguments.Count("cuts", 10));
        var file = new SeededFile(arguments.Count("megabytes", 3000) * 1_000_000L, (ulong)seed);
        var folder = Directory.CreateTempSubdirectory("bench-azurite-");
        try
        {
            await using var bed = await TestBed.SetUpAsync(new AzuriteOptions { DataFolder = folder.FullName }, cancel);
            var heap = new ManagedHeap(ServerProcess.FreePort());
            await using var host = await bed.StartHostAsync(bed.Address, new Dictionary<string, string>(heap.Settings) { ["UploadsSchedule"] = "* * * * * *" }, cancel);
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = bed.Address };
            var run = new UploadRun(http, new MemoryTrace(host, heap), file, file.Sha256(0, file.Bytes));
            await run.StartAsync(cancel);
            var random = new Random(seed);
            var moments = new Queue<long>(Enumerable.Range(0, cuts).Select(_ => random.NextInt64(file.Bytes)).Order());
            var sender = new PartSender(http, run.Upload, file, arguments.Count("part-mib", 32) << 20, arguments.Count("connections", 4), moments);
            await run.SendAsync(sender, Steps, cancel);
            await run.CompleteAsync(sender.Parts, Steps, cancel);
            await run.ReadBackAsync(Steps, cancel);
            return Tell(run, sender, file, cuts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Report Tell(UploadRun run, PartSender sender, SeededFile file, int cuts)
    {
        var table = new MarkdownTable("phase", "done", "seconds since the start", "host's processor time, s", "resident set, MiB", "largest so far, MiB", "managed heap after a full collection, MiB");
        foreach (var step in run.Memory.Steps)
            table.Add(step.Phase, Report.Text(step.Done, "0.00"), Report.Text(step.Seconds, "0"), Report.Text(step.Processor, "0.0"), step.Resident >> 20, step.Peak >> 20, step.Heap >> 20);
        var growth = run.Memory.Steps.GroupBy(step => step.Phase).Max(phase => phase.Last().Heap - phase.First().Heap);
        var holds = sender.Wrong == 0 && sender.Cuts == cuts && run.IsRight && growth < Noise;
        var figure = new Figure(
            $"{file.Bytes / 1e9:0.0} GB ({file.Rows:#,0} rows) by {sender.Parts} parts, cut {sender.Cuts} times on the way",
            $"sent in {run.Sent.TotalSeconds:0} s ({Rate(sender.Sent, run.Sent)}), completed in {run.Completed.TotalSeconds:0} s ({Rate(file.Bytes, run.Completed)}); the host at most {run.Memory.PeakBytes >> 20} MiB resident");
        return new Report(table, [figure], holds)
        {
            Notes =
            [
                FormattableString.Invariant($"{file.Bytes:#,0} bytes, {file.Rows:#,0} rows, {sender.Parts} parts; {sender.Sent:#,0} bytes sent, connections cut {sender.Cuts} times, parts with a wrong hash: {sender.Wrong}."),
                FormattableString.Invariant($"Sending {run.Sent.TotalSeconds:0.0} s ({Rate(sender.Sent, run.Sent)}), completion {run.Completed.TotalSeconds:0.0} s ({Rate(file.Bytes, run.Completed)}), reading back {run.ReadBack.TotalSeconds:0.0} s ({Rate(file.Bytes, run.ReadBack)})."),
                $"SHA-256 of the file {run.Sha256}, of the dataset and of what was read back {(run.IsRight ? "the same" : "ANOTHER")}; largest resident set {run.Memory.PeakBytes >> 20} MiB.",
            ],
        };
    }

    private static string Rate(long bytes, TimeSpan time) => FormattableString.Invariant($"{bytes / 1e6 / time.TotalSeconds:0} MB/s");
}
