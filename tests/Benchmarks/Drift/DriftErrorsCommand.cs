using MlFunctions.Benchmarks.Commands;
using MlFunctions.Support.Drift;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Benchmarks.Drift;

/// <summary>How often a drift report about unchanged rows finds a drifted column or a broken contract.</summary>
internal static class DriftErrorsCommand
{
    public static Command Command { get; } = new(
        "drift-errors [--reports 1000]",
        "The share of drift reports about unchanged rows with a drifted column or a broken contract, by the numbers of columns, live rows and training rows; exit code 1 when one is above what is stated.",
        (arguments, cancel) => Task.FromResult(Measure(arguments.Count("reports", 1000), cancel).Tell()));

    private static Report Measure(int reports, CancellationToken cancel)
    {
        var most = StatedRate.MaxCount(QuietReports.Level, reports);
        var (table, holds) = (new MarkdownTable("columns", "live rows", "training rows", $"drifted, of {reports}", "broken contract", "at most"), true);
        foreach (var columns in new[] { 1, 30 })
        {
            foreach (var (live, training) in QuietReports.Sizes)
            {
                cancel.ThrowIfCancellationRequested();
                var (drifted, broken) = QuietReports.Count(columns, live, training, reports);
                Console.WriteLine($"{columns} columns, {live} live rows, {training} training rows: {drifted} drifted, {broken} broken");
                table.Add(columns, live, training, drifted, broken, most);
                holds &= drifted <= most && broken <= most;
            }
        }

        return new Report(table, [], holds) { Notes = [$"Stated: {Report.Text(100 * QuietReports.Level, "0")} %. A true rate of it exceeds \"at most\" in 1 of 100 simulations of a size."] };
    }
}
