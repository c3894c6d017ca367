using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Benchmarks.Drift;

/// <summary>How often a shift of one column is found.</summary>
internal static class PowerCurve
{
    public const int Reports = 100;

    private const int TrainingRows = 20_000;
    private static readonly int[] Sizes = [200, 1_000, 10_000];

    private static readonly (string Name, Func<double, Random, double> Shift)[] Shifts =
    [
        ("none", (value, _) => value),
        .. new[] { 0.05, 0.1, 0.2, 0.3, 0.5 }.Select(part => ($"mean + {100 * part:0} % of the standard deviation", (Func<double, Random, double>)((value, _) => value + part))),
        .. new[] { 0.05, 0.1, 0.2 }.Select(part => ($"{100 * part:0} % of rows became 0", (Func<double, Random, double>)((value, random) => random.NextDouble() < part ? 0 : value))),
    ];

    public static MarkdownTable Table(int columns, int seed)
    {
        var table = new MarkdownTable(["shift of one column", .. Sizes.Select(size => $"found, {size} live rows"), .. Sizes.Select(size => $"another found, {size}")]);
        var random = new Random(seed);
        var profiler = new ModelProfiler(NumberRows.Task(columns), random);
        var row = Row.Empty(columns);
        for (var learned = 0; learned < TrainingRows; learned++)
        {
            NumberRows.Draw(row.Numbers, random, 0);
            profiler.Add(row);
        }

        var profile = profiler.Profile(new AnswersReference());
        foreach (var (name, shift) in Shifts)
        {
            var shares = Sizes.Select(size => Found(profile, size, shift, random)).ToArray();
            table.Add([name, .. shares.Select(share => share.Shifted), .. shares.Select(share => share.Others)]);
        }

        return table;
    }

    private static (double Shifted, double Others) Found(ModelProfile profile, int rows, Func<double, Random, double> shift, Random random)
    {
        var (shifted, others) = (0, 0);
        var row = Row.Empty(profile.Columns.Count);
        for (var report = 0; report < Reports; report++)
        {
            var sums = new Aggregate { Predictions = rows };
            Histogram[] histograms = [.. profile.Columns.Select(column => sums.Column(column.Name))];
            for (var live = 0; live < rows; live++)
            {
                NumberRows.Draw(row.Numbers, random, 0);
                row.Numbers[0] = shift(row.Numbers[0], random);
                for (var place = 0; place < histograms.Length; place++)
                    histograms[place].Add(profile.BinOf(row, place));
            }

            var found = DriftReport.Compare(TaskKind.Binary, profile, new LiveWindow(sums, TimeSpan.FromHours(6))).Columns.Where(column => column.Verdict == DriftVerdict.Drifted).ToArray();
            shifted += found.Any(column => column.Column == "c0") ? 1 : 0;
            others += found.Any(column => column.Column != "c0") ? 1 : 0;
        }

        return ((double)shifted / Reports, (double)others / Reports);
    }
}
