using System.Globalization;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>How fast the budget is spent in two windows at once: the long one tells whether it matters, the short one whether it still goes on.</summary>
/// <param name="Long">The long window.</param>
/// <param name="Short">The short one, at its end.</param>
/// <param name="Factor">The burn rate in both from which it is worse: 1 spends exactly the budget.</param>
public sealed record BurnWindow(TimeSpan Long, TimeSpan Short, double Factor);

/// <summary>The calls of a window.</summary>
/// <param name="Total">All that count.</param>
/// <param name="Bad">Those that spend the budget.</param>
public readonly record struct Calls(long Total, long Bad)
{
    private const int ServerError = 500;

    /// <summary>Failed calls among all but those that were refused for the caller's own fault (4xx).</summary>
    public static Calls Errors(Aggregate aggregate)
    {
        var failed = aggregate.Failures.Bins.Where(status => status.Bin >= ServerError).Sum(status => status.Count);
        return new(aggregate.Predictions + failed, failed);
    }

    /// <summary>Answers that took longer than so many milliseconds, within the width of a latency bin.</summary>
    public static Calls Slow(Aggregate aggregate, double milliseconds) =>
        new(aggregate.Latency.Total, aggregate.Latency.Bins.Where(bin => LogBins.Value(bin.Bin) > milliseconds).Sum(bin => bin.Count));
}

/// <summary>
/// Multi-window burn rates of a budget of bad calls. Worse where both windows of a pair burn at their factor, and the long one holds more bad calls than a stream that spends exactly its budget
/// brings together so often; so a single failure of six calls is nothing.
/// </summary>
/// <remarks>
/// Beyer et al., The Site Reliability Workbook (2018), chapter 5, Alerting on SLOs: windows and factors of its table 5-8. The chance of the long window, which slides from call to call, is <see cref="PoissonScan"/>'s.
/// </remarks>
public static class BurnRate
{
    // So far below its factor must the short window be, that a rate that swings round it is one alarm.
    private const double Cleared = 0.5;

    /// <summary>A month's budget would be gone in two to five days.</summary>
    public static IReadOnlyList<BurnWindow> Fast { get; } =
        [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4), new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(30), 6)];

    /// <summary>It would not last the month.</summary>
    public static IReadOnlyList<BurnWindow> Slow { get; } = [new(TimeSpan.FromDays(3), TimeSpan.FromHours(6), 1)];

    /// <summary>Judges the windows that end now.</summary>
    /// <param name="to">Now.</param>
    /// <param name="windows">The pairs.</param>
    /// <param name="calls">Of the window of a length that ends now.</param>
    /// <param name="budget">The share of calls that may be bad, between 0 and 1.</param>
    /// <param name="falseAlarmsPerMonth">At most, of a stream that spends exactly its budget; shared by the pairs.</param>
    public static AlarmEvaluation Evaluate(DateTimeOffset to, IReadOnlyList<BurnWindow> windows, Func<TimeSpan, Calls> calls, double budget, double falseAlarmsPerMonth)
    {
        var looks = windows.Select(window => Look.At(window, calls(window.Long), calls(window.Short), budget)).ToArray();
        var worst = looks.FirstOrDefault(look => look.IsWorse(falseAlarmsPerMonth / windows.Count));
        var verdict = worst is not null ? Verdict.Worse : looks.All(look => look.IsBetter) ? Verdict.Better : Verdict.Between;
        var told = worst ?? looks.MaxBy(look => look.Long / look.Window.Factor)!;
        return new AlarmEvaluation(to - told.Window.Long, to, verdict, told.Long, told.Calls.Total, told.ToString());
    }

    /// <summary>What a pair of windows shows.</summary>
    private sealed record Look(BurnWindow Window, Calls Calls, double Long, double Short, double Bursts)
    {
        public bool IsBetter => Long < Window.Factor || Short < Window.Factor * Cleared;

        public static Look At(BurnWindow window, Calls inLong, Calls inShort, double budget) => new(
            window, inLong, Burn(inLong, budget), Burn(inShort, budget), PoissonScan.Bursts(inLong.Bad, inLong.Total * budget) * (AlarmRule.Month / window.Long));

        public bool IsWorse(double most) => Long >= Window.Factor && Short >= Window.Factor && Bursts <= most;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Calls.Bad} of {Calls.Total} calls in {Words(Window.Long)} spend the budget at {Long:0.##} times its rate, {Short:0.##} times in the last {Words(Window.Short)}; it fires where both reach {Window.Factor}{Chance}.");

        // Where so many are no more than such a stream has all the time, there is nothing to count.
        private string Chance => double.IsFinite(Bursts)
            ? string.Create(CultureInfo.InvariantCulture, $", and calls that spend just their budget would bring so many together {Bursts:G2} times a month")
            : string.Empty;

        private static string Words(TimeSpan window) =>
            window.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{window.TotalHours:0} h") : string.Create(CultureInfo.InvariantCulture, $"{window.TotalMinutes:0} min");

        private static double Burn(Calls calls, double budget) => calls.Total <= 0 ? 0 : calls.Bad / (calls.Total * budget);
    }
}
