using System.Diagnostics;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Benchmarks.Drift;

/// <summary>What it costs to count live rows and to test them against a profile, beside scipy and numpy on the same rows, and which shifts are found.</summary>
internal static class DriftCommand
{
    private const int TrainingRows = 100_000;
    private const double Shift = 0.5;
    private const int Again = 4;

    public static Command Command { get; } = new(
        "drift [--rows 1000000] [--columns 30] [--seed 1]",
        "Counts rows of numbers into the bins of a profile and tests every column, on one thread, beside scipy's and numpy's tests of the same rows; memory at four times the rows; the share of shifts that are found.",
        RunAsync);

    private static Task<int> RunAsync(Arguments arguments, CancellationToken cancel)
    {
        var (rows, columns, seed) = (arguments.Count("rows", 1_000_000), arguments.Count("columns", 30), arguments.Count("seed", 1));
        var folder = Directory.CreateTempSubdirectory("bench-");
        try
        {
            var (reference, live) = (Path.Combine(folder.FullName, "reference.bin"), Path.Combine(folder.FullName, "live.bin"));
            NumberRows.Write(reference, TrainingRows, columns, seed, shift: 0);
            NumberRows.Write(live, rows, columns, seed + 1, Shift);
            Measure(reference, live, rows, columns, seed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        cancel.ThrowIfCancellationRequested();
        Console.WriteLine($"\n{PowerCurve.Table(columns, seed)}\n\nLevel {DriftReport.DefaultLevel}, {PowerCurve.Reports} reports a figure, of {columns} columns of which one is shifted. On {Machine.Description}.");
        return Task.FromResult(0);
    }

    private static void Measure(string reference, string live, int rows, int columns, int seed)
    {
        var profiler = new ModelProfiler(NumberRows.Task(columns), new Random(seed));
        var watch = Stopwatch.StartNew();
        NumberRows.Each(reference, columns, profiler.Add);
        var profile = profiler.Profile(new AnswersReference());
        Console.WriteLine(FormattableString.Invariant($"Profile of {TrainingRows} training rows: {watch.Elapsed.TotalSeconds:0.00} s.\n"));
        Count(reference, columns, profile, 3);

        var table = new MarkdownTable($"{columns} columns", "rows", "read and counted, s", "tested, s", "in all, s", "ns a value", "allocated, KiB", "heap after, KiB more");
        DriftReport? report = null;
        foreach (var times in new[] { 1, Again })
        {
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            watch.Restart();
            var sums = Count(live, columns, profile, times);
            var counted = watch.Elapsed.TotalSeconds;
            report = DriftReport.Compare(TaskKind.Binary, profile, new LiveWindow(sums, TimeSpan.FromHours(6)));
            var all = watch.Elapsed.TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            table.Add(
                times == 1 ? "the file" : $"the file {times} times", rows * times, Report.Text(counted, "0.000"), Report.Text(all - counted, "0.000"), Report.Text(all, "0.000"),
                Report.Text(counted * 1e9 / times / rows / columns, "0.0"), allocated >> 10, Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - heap) >> 10);
            GC.KeepAlive(sums);
        }

        Console.WriteLine(table);
        Console.WriteLine(ScipyTests.Run(reference, live, columns) is { } peer ? Beside(report!, peer, columns) : ScipyTests.Remedy);
    }

    private static Aggregate Count(string path, int columns, ModelProfile profile, int times)
    {
        var sums = new Aggregate();
        Histogram[] histograms = [.. profile.Columns.Select(column => sums.Column(column.Name))];
        for (var time = 0; time < times; time++)
            NumberRows.Each(path, columns, Add);
        return sums;

        void Add(Row row)
        {
            sums.Predictions++;
            for (var place = 0; place < histograms.Length; place++)
                histograms[place].Add(profile.BinOf(row, place));
        }
    }

    private static string Beside(DriftReport report, ScipyTests peer, int columns)
    {
        var ours = Enumerable.Range(0, columns).Select(place => report.Columns.Single(column => column.Column == $"c{place}")).ToArray();
        var (found, shifted) = (ours.Count(column => column.Verdict == DriftVerdict.Drifted), (columns + 5) / 6);
        return FormattableString.Invariant(
            $"\nOn the same rows, in memory and column by column: scipy.stats.ks_2samp {peer.KsSeconds:0.00} s, PSI in numpy {peer.PsiSeconds:0.00} s of processor time.\n")
            + FormattableString.Invariant($"D differs from scipy's by {ours.Zip(peer.Ks, (one, ks) => Math.Abs(Value(one, "ks") - ks)).Max():0.0000} at most, PSI from numpy's by {ours.Zip(peer.Psi, (one, psi) => Math.Abs(Value(one, "psi") - psi)).Max():0.0000}. ")
            + $"Found: {found} columns; shifted by {Shift} standard deviations: {shifted}.";

        static double Value(ColumnDrift column, string detector) => column.Drift!.Tests.FirstOrDefault(test => test.Detector == detector)?.Value ?? 0;
    }
}
