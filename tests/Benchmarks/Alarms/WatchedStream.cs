using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Alarms;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Benchmarks.Alarms;

/// <summary>A made stream of events with one alarm on it.</summary>
/// <param name="rule">The alarm.</param>
/// <param name="traffic">What comes, and how much of it, in a few words.</param>
/// <param name="shifts">How much worse it gets when power is measured, in the unit of its kind.</param>
internal abstract class WatchedStream(AlarmRule rule, string traffic, params double[] shifts)
{
    protected static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public AlarmRule Rule { get; } = rule;

    public string Traffic { get; } = traffic;

    public IReadOnlyList<double> Shifts { get; } = shifts;

    /// <summary>A unit of <see cref="Shifts"/> in words, after the number.</summary>
    public abstract string Unit { get; }

    /// <summary>How often it fires in a month in which everything is as bad as is still healthy.</summary>
    public virtual int FalseAlarms(int seed) => Firings(Quiet(seed).Take((int)(AlarmRule.Month / Rule.Every)));

    /// <summary>How long after getting worse it fires; null where not within a day.</summary>
    public virtual TimeSpan? Delay(double shift, int seed)
    {
        var alarm = New();
        foreach (var evaluation in Worse(shift, seed).TakeWhile(evaluation => evaluation.To - Start <= TimeSpan.FromDays(1)))
        {
            (alarm, var change) = alarm.Apply(evaluation, Rule.Needed, Rule.Of, evaluation.To);
            if (change is { To: not AlarmState.Ok })
                return evaluation.To - Start;
        }

        return null;
    }

    /// <summary>Evaluations of a stream that is as bad as is still healthy.</summary>
    protected abstract IEnumerable<AlarmEvaluation> Quiet(int seed);

    /// <summary>Evaluations of a stream that is worse from <see cref="Start"/> on.</summary>
    protected abstract IEnumerable<AlarmEvaluation> Worse(double shift, int seed);

    protected Alarm New() => new(TaskName.Parse("simulated"), Rule.Name);

    protected int Firings(IEnumerable<AlarmEvaluation> evaluations)
    {
        var (alarm, firings) = (New(), 0);
        foreach (var evaluation in evaluations)
        {
            (alarm, var change) = alarm.Apply(evaluation, Rule.Needed, Rule.Of, evaluation.To);
            if (change is { To: not AlarmState.Ok })
                firings++;
        }

        return firings;
    }
}
