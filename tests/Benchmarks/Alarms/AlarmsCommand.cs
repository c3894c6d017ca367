using MathNet.Numerics.Distributions;
using MlFunctions.Benchmarks.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>Whether alarms go off as rarely as their policy says while nothing is wrong, and how soon when something is.</summary>
internal static class AlarmsCommand
{
    private const double Band = 0.95;

    public static Command Command { get; } = new(
        "alarms [--months 1000] [--runs 200] [--seed 1] [--alarm <name>]",
        "False alarms of every kind of alarm in a thousand simulated quiet months, beside the rate that is stated; and how soon shifts are found.",
        (arguments, cancel) => Task.FromResult(Measure(arguments.Count("months", 1000), arguments.Count("runs", 200), arguments.Count("seed", 1), arguments.Text("alarm"), cancel)));

    private static Report Measure(int months, int runs, int seed, string? alarm, CancellationToken cancel)
    {
        var (quiet, power, holds) = (new MarkdownTable("alarm", "healthy stream", $"false alarms in {months} months", "stated", "95 % band"), new MarkdownTable("alarm", "stream", "worse by", "within an hour", "within a day", "median delay, min"), true);
        foreach (var stream in Streams().Where(stream => alarm is null || stream.Rule.Name == alarm))
        {
            var alarms = Sum(months, month => stream.FalseAlarms(Seed(seed, month)), cancel);
            var stated = months * stream.Rule.FalseAlarmsPerMonth;
            var (least, most) = (Quantile(stated, (1 - Band) / 2), Quantile(stated, (1 + Band) / 2));
            quiet.Add(stream.Rule.Name, stream.Traffic, alarms, stated, $"{least}–{most}");
            Console.WriteLine(FormattableString.Invariant($"{stream.Rule.Name}, {stream.Traffic}: {alarms} false alarms, {stated} stated"));
            holds &= alarms <= most;
            foreach (var shift in stream.Shifts)
                AddPower(power, stream, shift, runs, seed);
        }

        return new Report(quiet, [], holds) { Notes = [power.ToString(), $"Seed {seed}; {runs} runs for each delay, of which the median is of all, those that never fired included."] };
    }

    private static IEnumerable<WatchedStream> Streams()
    {
        AlarmRule Rule(TaskKind kind, string metric, string name) =>
            AlarmRules.Of(new TaskDefinition(TaskName.Parse("simulated"), "", kind, [], "y", metric)).Single(rule => rule.Name == name);
        var (mae, hour, policy) = (Rule(TaskKind.Regression, "mae", "mae"), TimeSpan.FromHours(1), new AlarmPolicy());
        yield return new ErrorWindows(mae, 100);
        yield return new ErrorWindows(mae with { Every = hour }, 100);
        yield return new ErrorWindows(mae with { Every = hour }, 1000);
        yield return new ErrorStream(Rule(TaskKind.Regression, "mae", "mae-shift"), policy.Shift, 30);
        yield return new ErrorStream(Rule(TaskKind.Regression, "mae", "mae-shift"), policy.Shift, 100);
        foreach (var (name, budget) in new[] { ("errors", policy.ErrorBudget), ("latency", policy.LatencyBudget) })
        {
            yield return new BurningCalls(Rule(TaskKind.Regression, "mae", name), budget, 1);
            yield return new BurningCalls(Rule(TaskKind.Regression, "mae", name), budget, 1000);
            yield return new BurningCalls(Rule(TaskKind.Regression, "mae", $"{name}-slow-burn"), budget, 1000);
        }

        yield return new TestedColumns(Rule(TaskKind.Regression, "mae", "drift"), 10_000);
        yield return new Silence(Rule(TaskKind.Regression, "mae", "outcomes"));
    }

    private static void AddPower(MarkdownTable table, WatchedStream stream, double shift, int runs, int seed)
    {
        TimeSpan[] delays = [.. Enumerable.Range(0, runs).Select(run => stream.Delay(shift, Seed(seed, -1 - run)) ?? TimeSpan.MaxValue).Order()];
        string Within(TimeSpan time) => $"{100.0 * delays.Count(delay => delay <= time) / runs:0} %";
        var median = delays[runs / 2];
        table.Add(stream.Rule.Name, stream.Traffic, $"{100 * shift:0} % {stream.Unit}", Within(TimeSpan.FromHours(1)), Within(TimeSpan.FromDays(1)), median == TimeSpan.MaxValue ? "never" : Report.Text(median.TotalMinutes, "0.0"));
    }

    private static long Sum(int months, Func<int, int> count, CancellationToken cancel)
    {
        var sum = 0L;
        Parallel.For(0, months, new ParallelOptions { CancellationToken = cancel }, month => Interlocked.Add(ref sum, count(month)));
        return sum;
    }

    private static int Seed(int seed, int run) => (seed * 1_000_003) + run;

    private static int Quantile(double mean, double level) => Enumerable.Range(0, int.MaxValue).First(count => Poisson.CDF(mean, count) >= level);
}
