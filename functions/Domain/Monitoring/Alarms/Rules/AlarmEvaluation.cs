namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>What one look at a rule's figures says.</summary>
public enum Verdict
{
    /// <summary>Beyond where the alarm fires, and not by chance.</summary>
    Worse,

    /// <summary>Between where it fires and where it clears, or not certain.</summary>
    Between,

    /// <summary>On the good side of where it clears.</summary>
    Better,

    /// <summary>There is nothing to judge by, though there should be.</summary>
    NoData,
}

/// <summary>One look at a rule's figures.</summary>
/// <param name="From">Of the events looked at.</param>
/// <param name="To">Up to when.</param>
/// <param name="Verdict">What they say.</param>
/// <param name="Value">The figure; null where there is none.</param>
/// <param name="Count">How many outcomes, calls or rows it is of.</param>
/// <param name="Detail">One sentence for people: the figure, what it was held against, and the statistic.</param>
public sealed record AlarmEvaluation(DateTimeOffset From, DateTimeOffset To, Verdict Verdict, double? Value, long Count, string Detail);
