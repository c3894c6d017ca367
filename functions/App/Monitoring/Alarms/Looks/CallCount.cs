using MlFunctions.Domain.Monitoring.Alarms.Rules;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.App.Monitoring.Alarms.Looks;

/// <summary>The calls of some time.</summary>
/// <param name="Came">All of them.</param>
/// <param name="Errors">The failed among those that count.</param>
/// <param name="Slow">The slow among those that were answered.</param>
internal readonly record struct CallCount(long Came, Calls Errors, Calls Slow)
{
    /// <param name="sums">Of one series.</param>
    /// <param name="milliseconds">Beyond which an answer is slow.</param>
    public static CallCount Of(Aggregate sums, double milliseconds) =>
        new(sums.Predictions + sums.Failures.Total, Calls.Errors(sums), Calls.Slow(sums, milliseconds));

    public static CallCount operator +(CallCount one, CallCount other) => new(one.Came + other.Came, Sum(one.Errors, other.Errors), Sum(one.Slow, other.Slow));

    private static Calls Sum(Calls one, Calls other) => new(one.Total + other.Total, one.Bad + other.Bad);
}
