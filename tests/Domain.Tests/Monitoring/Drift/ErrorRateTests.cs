using MlFunctions.Support.Drift;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Monitoring.Drift;

/// <summary>
/// Where nothing has changed, a report finds a drifted column, or a broken contract, no more often than it states. The simulation is small here; <c>drift-errors</c>
/// of the benchmarks runs it whole, with thirty columns and a thousand reports of each size.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ErrorRateTests(ITestOutputHelper output)
{
    // The number of values for each size takes about a tenth of a second.
    private const int Values = 600_000;
    private const int MinReports = 25;
    private const int MaxReports = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void A_quiet_report_is_false_as_often_as_stated_at_most(int columns)
    {
        var (allReports, allDrifted, allBroken) = (0, 0, 0);
        foreach (var (live, training) in QuietReports.Sizes)
        {
            var reports = Math.Clamp(Values / (columns * (live + training)), MinReports, MaxReports);
            var (drifted, broken) = QuietReports.Count(columns, live, training, reports);
            Check($"{live} live, {training} training", reports, drifted, broken);
            (allReports, allDrifted, allBroken) = (allReports + reports, allDrifted + drifted, allBroken + broken);
        }

        Check("all sizes", allReports, allDrifted, allBroken);

        void Check(string size, int reports, int drifted, int broken)
        {
            var most = StatedRate.MaxCount(QuietReports.Level, reports);
            var line = $"{columns} columns, {size}: {drifted} drifted, {broken} broken of {reports}; at most {most}";
            output.WriteLine(line);
            Assert.True(drifted <= most && broken <= most, line);
        }
    }
}
