using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Standalone.Emulation;

namespace MlFunctions.Benchmarks.Memory;

/// <summary>Whether a host that serves for long keeps its size.</summary>
internal static class MemoryCommand
{
    private const int Samples = 20;
    private const int Quarter = Samples / 4;
    private const double Flat = 0.1;
    private const double MiB = 1 << 20;

    public static Command Command { get; } = new(
        "memory [--predictions 10000000] [--seed 1]",
        "The managed heap and the resident set of a host over ten million predictions, in batches, one by one and with refused calls between.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var (predictions, seed) = (arguments.Count("predictions", 10_000_000), arguments.Count("seed", 1));
        var folder = Directory.CreateTempSubdirectory("bench-azurite-");
        try
        {
            await using var bed = await TestBed.SetUpAsync(new AzuriteOptions { DataFolder = folder.FullName }, cancel);
            var heap = new ManagedHeap(ServerProcess.FreePort());
            await using var host = await bed.StartHostAsync(bed.Address, heap.Settings, cancel);
            await ReadyModel.PromoteAsync(bed.Address, seed, cancel);
            return Tell(await SampleAsync(bed, host, heap, new MixedLoad(seed), predictions, cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(List<Sample> Samples, int Faults)> SampleAsync(TestBed bed, ServerProcess host, ManagedHeap heap, MixedLoad load, long predictions, CancellationToken cancel)
    {
        var samples = new List<Sample>();
        var started = Stopwatch.GetTimestamp();
        for (var number = 1; number <= Samples; number++)
        {
            await load.RunAsync(ReadyModel.Predictions(bed.Address), predictions * number / Samples, cancel);
            var resident = host.ResidentBytes;
            samples.Add(new(load.Predictions, Stopwatch.GetElapsedTime(started).TotalSeconds, await heap.BytesAsync(cancel), resident));
            Console.WriteLine(FormattableString.Invariant($"{samples[^1].Predictions:#,0} predictions in {samples[^1].Seconds:0} s: heap {samples[^1].Heap / MiB:0.0} MiB, resident {samples[^1].Resident / MiB:0} MiB"));
            await OldLogs.DeleteAsync(bed.Account, cancel);
        }
        return (samples, load.Faults);
    }

    private static Report Tell((List<Sample> Samples, int Faults) found)
    {
        var samples = found.Samples;
        var table = new MarkdownTable("predictions", "seconds", "managed heap after a full collection, MiB", "resident set, MiB");
        foreach (var sample in samples)
            table.Add(sample.Predictions, Report.Text(sample.Seconds, "0"), Report.Text(sample.Heap / MiB, "0.0"), Report.Text(sample.Resident / MiB, "0"));
        var (heap, resident) = (Change(sample => sample.Heap), Change(sample => sample.Resident));
        table.Add("last quarter over first", "", Report.Text(heap, "0.00"), Report.Text(resident, "0.00"));
        var figure = new Figure(
            $"memory over {samples[^1].Predictions:#,0} predictions",
            $"managed heap {Report.Text(samples[^1].Heap / MiB, "0.0")} MiB, resident {Report.Text(samples[^1].Resident / MiB, "0")} MiB; last quarter over first {Report.Text(heap, "0.00")} and {Report.Text(resident, "0.00")}");
        return new Report(table, [figure], found.Faults == 0 && heap < 1 + Flat && resident < 1 + Flat);

        double Change(Func<Sample, long> of) => samples.TakeLast(Quarter).Average(of) / samples.Take(Quarter).Average(of);
    }

    /// <summary>How big the host was after so many predictions; sizes in bytes.</summary>
    private sealed record Sample(long Predictions, double Seconds, long Heap, long Resident);
}
