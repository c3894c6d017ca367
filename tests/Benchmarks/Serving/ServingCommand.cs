using MlFunctions.Benchmarks.Batch;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Deployments;
using MlFunctions.Benchmarks.Latency;
using MlFunctions.Benchmarks.LogCost;
using MlFunctions.Benchmarks.Ranking;
using MlFunctions.Benchmarks.Throughput;

namespace MlFunctions.Benchmarks.Serving;

/// <summary>Every quick figure of serving in one run, as one table.</summary>
internal static class ServingCommand
{
    /// <summary>What runs, with the options that differ from its own.</summary>
    private static readonly IReadOnlyList<(Command Command, string[] Options)> Parts =
    [
        (ThroughputCommand.Command, []),
        (LatencyCommand.Command, []),
        (RankingCommand.Command, []),
        (BatchCommand.Command, []),
        (LogCostCommand.Command, []),
        (DeploymentsCommand.Command, ["--switches", "10"]),
    ];

    public static Command Command { get; } = new(
        "serving [--seconds 8] [--warm-up 10] [--seed 1]",
        $"One table of {string.Join(", ", Parts.Select(part => part.Command.Name))}, in a few minutes.",
        MeasureAsync);

    private static async Task<Report> MeasureAsync(Arguments arguments, CancellationToken cancel)
    {
        var table = new MarkdownTable("what", "figure", "command");
        var (figures, holds, notes) = (new List<Figure>(), true, new List<string>());
        foreach (var (command, options) in Parts)
        {
            Console.WriteLine($"\n{command.Name}");
            var report = await command.MeasureAsync!(Arguments.Parse(command, [.. Shared(command, arguments), .. options]), cancel);
            report.Tell();
            foreach (var figure in report.Figures)
                table.Add(figure.What, figure.Value, $"`{command.Name}`");
            figures.AddRange(report.Figures);
            notes.AddRange(report.Notes);
            holds &= report.Holds;
        }
        return new Report(table, figures, holds) { Notes = notes };
    }

    private static IEnumerable<string> Shared(Command command, Arguments arguments)
    {
        string[] given = ["--seconds", arguments.Text("seconds", "8"), "--warm-up", arguments.Text("warm-up", "10"), "--seed", arguments.Text("seed", "1")];
        return given.Chunk(2).Where(option => command.Takes(option[0][2..])).SelectMany(option => option);
    }
}
