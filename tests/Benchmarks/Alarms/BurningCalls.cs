using MathNet.Numerics.Distributions;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>So many calls a minute, of which the budget's share is bad, independently; judged every minute.</summary>
internal sealed class BurningCalls(AlarmRule rule, double budget, int calls) : WatchedStream(rule, FormattableString.Invariant($"{calls} calls a minute, budget {budget}"), 0.05, 0.1, 0.2)
{
    private readonly int warmUp = (int)rule.Windows.Max(window => window.Long.TotalMinutes);

    public override string Unit => "of calls bad";

    /// <summary>Looks in full only where something could change: while it fires, or while both windows of a pair burn.</summary>
    public override int FalseAlarms(int seed)
    {
        var (alarm, firings) = (New(), 0);
        foreach (var window in Windows(_ => budget, seed).Take((int)(AlarmRule.Month / Rule.Every)))
        {
            if (alarm.State == AlarmState.Ok && !Rule.Windows.Any(pair => Burns(window(pair.Long), pair.Factor) && Burns(window(pair.Short), pair.Factor)))
                continue;
            (alarm, var change) = alarm.Apply(Judge(window, alarm.EvaluatedTo is { } before ? before + Rule.Every : Start), Rule.Needed, Rule.Of, Start);
            firings += change is { To: AlarmState.Firing } ? 1 : 0;
        }

        return firings;
    }

    protected override IEnumerable<AlarmEvaluation> Quiet(int seed) => Worse(budget, seed);

    protected override IEnumerable<AlarmEvaluation> Worse(double shift, int seed) =>
        Windows(minute => minute < 0 ? budget : shift, seed).Select((window, minute) => Judge(window, Start.AddMinutes(minute + 1)));

    private bool Burns(Calls of, double factor) => of.Bad >= factor * of.Total * budget;

    private AlarmEvaluation Judge(Func<TimeSpan, Calls> window, DateTimeOffset to) => BurnRate.Evaluate(to, Rule.Windows, window, budget, Rule.FalseAlarmsPerMonth);

    /// <summary>For each minute from 0 on, the calls of the windows that end with it.</summary>
    private IEnumerable<Func<TimeSpan, Calls>> Windows(Func<int, double> bad, int seed)
    {
        // Bad calls since the beginning, kept for as long as the longest window is.
        var (random, sums, end) = (new Random(seed), new long[warmUp + 1], 0);
        for (var minute = -warmUp; ; minute++)
        {
            sums[(end + 1) % sums.Length] = sums[end % sums.Length] + Math.Min(calls, Poisson.Sample(random, bad(minute) * calls));
            end++;
            if (minute >= 0)
                yield return window => new((long)window.TotalMinutes * calls, sums[end % sums.Length] - sums[(end - (int)window.TotalMinutes) % sums.Length]);
        }
    }
}
