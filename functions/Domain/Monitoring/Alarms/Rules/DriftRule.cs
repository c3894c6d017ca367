using System.Globalization;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Alarms.Rules;

/// <summary>One column's test.</summary>
/// <param name="Column">Which column, or the output.</param>
/// <param name="Effect">How far it is from the profile, in the test's own unit.</param>
/// <param name="Floor">The least effect that matters.</param>
/// <param name="PValue">The probability of that much or more, if nothing had changed.</param>
/// <param name="Detail">What was found, in a few words.</param>
public sealed record Finding(string Column, double Effect, double Floor, double PValue, string Detail);

/// <summary>Judges what the tests of all columns found together: worse where any has an effect that matters and is no chance among so many.</summary>
/// <param name="Significance">With which any column may be found by chance in a single evaluation.</param>
public sealed record DriftRule(double Significance)
{
    private const double Cleared = 0.5;

    /// <summary>Null where no column was tested.</summary>
    /// <param name="from">Of the rows.</param>
    /// <param name="to">Up to when.</param>
    /// <param name="findings">One for every column that was tested, changed or not.</param>
    /// <param name="rows">How many rows.</param>
    public AlarmEvaluation? Evaluate(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Finding> findings, long rows)
    {
        if (findings.Count == 0)
            return null;
        var limit = BenjaminiHochberg.Limit([.. findings.Select(finding => finding.PValue)], Significance);
        Finding[] certain = [.. findings.Where(finding => finding.PValue <= limit).OrderByDescending(finding => finding.Effect / finding.Floor)];
        Finding[] found = [.. certain.Where(finding => finding.Effect >= finding.Floor)];
        var verdict = found.Length > 0 ? Verdict.Worse : certain.All(finding => finding.Effect < finding.Floor * Cleared) ? Verdict.Better : Verdict.Between;
        return new AlarmEvaluation(from, to, verdict, found.Length, rows, string.Create(CultureInfo.InvariantCulture,
            $"{found.Length} of {findings.Count} columns have changed by an effect that matters{string.Concat(found.Take(3).Select(finding => $"; {finding.Column}: {finding.Detail}"))}."));
    }

    /// <summary>Drift alone wakes nobody; together with lost performance it is as severe as that.</summary>
    public static Severity SeverityOf(AlarmRule rule, AlarmRule? lostPerformance) =>
        lostPerformance is not null && lostPerformance.Severity < rule.Severity ? lostPerformance.Severity : rule.Severity;
}
