using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Statistics;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>What a rule looks at, and by which of the classes here it is judged.</summary>
public enum RuleKind
{
    /// <summary>A live metric of windows: <see cref="ThresholdRule"/>.</summary>
    Threshold,

    /// <summary>The stream of errors, in the order in which outcomes are told: <see cref="PageHinkley"/>.</summary>
    Shift,

    /// <summary>Failed calls: <see cref="BurnRate"/>.</summary>
    Errors,

    /// <summary>Slow answers: <see cref="BurnRate"/>.</summary>
    Latency,

    /// <summary>Columns and output against the training profile: <see cref="DriftRule"/>.</summary>
    Drift,

    /// <summary>Columns against what they may hold: <see cref="DriftRule"/>.</summary>
    Contract,

    /// <summary>Predictions that should come: <see cref="NoDataRule"/>.</summary>
    Predictions,

    /// <summary>Outcomes that should come: <see cref="NoDataRule"/>.</summary>
    Outcomes,
}

/// <summary>One alarm of a task: what is looked at, how often, and how often it may go off without a cause.</summary>
/// <param name="Name">Of the alarm, in its task: <c>mae</c>, <c>errors-slow-burn</c>.</param>
/// <param name="Kind">How it is judged.</param>
/// <param name="Severity">Of the ticket that it opens, unless its rule says otherwise.</param>
/// <param name="Every">The shortest time from one evaluation to the next.</param>
/// <param name="FalseAlarmsPerMonth">How often it goes off in 30 days, at most, while nothing is wrong.</param>
/// <param name="Description">One sentence for people.</param>
public sealed record AlarmRule(string Name, RuleKind Kind, Severity Severity, TimeSpan Every, double FalseAlarmsPerMonth, string Description)
{
    /// <summary>The month that rates are stated for.</summary>
    public static TimeSpan Month { get; } = TimeSpan.FromDays(30);

    /// <summary>So many of the last <see cref="Of"/> evaluations must be worse for it to fire, and better for it to clear.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>How many evaluations are looked at.</summary>
    public int Of { get; init; } = 1;

    /// <summary>Of a threshold rule.</summary>
    public Threshold? Threshold { get; init; }

    /// <summary>Of a shift rule: the metric whose term is followed.</summary>
    public string? Metric { get; init; }

    /// <summary>Of a burn-rate rule: its windows.</summary>
    public IReadOnlyList<BurnWindow> Windows { get; init; } = [];

    /// <summary>What it is about: alarms about the same thing have one ticket together.</summary>
    public string Subject => Kind switch
    {
        RuleKind.Threshold => Threshold!.Metric,
        RuleKind.Shift => Metric!,
        RuleKind.Errors or RuleKind.Latency => $"{Kind}",
        _ => Name,
    };

    /// <summary>The probability with which a single evaluation may be worse by chance, so that the alarm keeps its rate.</summary>
    public double Significance => NOfM.Significance(FalseAlarmsPerMonth / (Month / Every), Needed, Of);
}
