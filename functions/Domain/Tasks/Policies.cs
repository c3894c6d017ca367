using System.Text.Json.Serialization;

namespace MlFunctions.Domain.Tasks;

/// <summary>What an answer owes to the prediction log.</summary>
public enum LogMode
{
    /// <summary>No answer is given before its row is in storage.</summary>
    Required,

    /// <summary>Answers do not wait for storage; rows that cannot be kept are counted.</summary>
    [JsonStringEnumMemberName("best-effort")]
    BestEffort,
}

/// <summary>How often live metrics are computed.</summary>
public enum Cadence
{
    Second,
    Minute,
    Hour,
    Day,
}

/// <summary>What a threshold is measured against.</summary>
public enum ThresholdBasis
{
    /// <summary>A multiple of the metric's value on the validation rows of the model in production: 1.2 is a fifth above it.</summary>
    Validation,

    /// <summary>The metric's own unit.</summary>
    Absolute,
}

/// <summary>When an alarm goes off and when it is over; apart, so that a metric that swings round one of them raises one alarm.</summary>
/// <param name="Metric">Which metric.</param>
/// <param name="Fire">Worse than this fires.</param>
/// <param name="Clear">Better than this clears.</param>
/// <param name="Basis">What both are measured against.</param>
/// <param name="Needed">So many of the last <paramref name="Of"/> evaluations must be beyond it.</param>
/// <param name="Of">How many evaluations are looked at.</param>
/// <param name="MinLabels">An evaluation with fewer known outcomes says nothing.</param>
public sealed record Threshold(
    string Metric, double Fire, double Clear, ThresholdBasis Basis = ThresholdBasis.Validation, int Needed = 3, int Of = 5, int MinLabels = 100);

/// <summary>How rarely alarms may go off without a cause, and what they look for.</summary>
/// <param name="FalseAlarmsPerMonth">Of each alarm in 30 days, at most, while nothing is wrong.</param>
/// <param name="ErrorBudget">The share of calls that may fail.</param>
/// <param name="LatencyBudget">The share of answers that may take longer than the promotion policy's MaxP99Milliseconds.</param>
/// <param name="Shift">The share by which the deciding metric must get worse for a shift to be worth finding.</param>
public sealed record AlarmPolicy(double FalseAlarmsPerMonth = 0.05, double ErrorBudget = 0.001, double LatencyBudget = 0.01, double Shift = 0.05);

/// <summary>When a new model is trained: by age or by performance, whichever comes first.</summary>
/// <param name="MaxAgeDays">The age of the training rows at which a model is trained anew.</param>
/// <param name="WorseBy">The share by which the deciding metric may be worse than on the validation rows.</param>
/// <param name="CooldownHours">The least time between two trainings that no one asked for.</param>
public sealed record RetrainingPolicy(double MaxAgeDays = 7, double WorseBy = 0.1, double CooldownHours = 24);

/// <summary>What a model must show on its way into production.</summary>
/// <param name="Margin">The share of the deciding metric by which it may be worse than the model in production, at most.</param>
/// <param name="MaxP99Milliseconds">Of scoring one request.</param>
public sealed record PromotionPolicy(double Margin = 0.02, double MaxP99Milliseconds = 50);

/// <summary>How a probability becomes a decision: at least expected cost, within the investigators' budget.</summary>
/// <param name="FalsePositiveCost">Of a legitimate case that is stopped.</param>
/// <param name="FalseNegativeCost">Of a positive case that passes.</param>
/// <param name="AlertBudget">The share of all cases that may be decided positive; null: no limit.</param>
/// <param name="Prevalence">The true share of positives, where the datasets over-represent them: negatives are weighted up to it. Null: as in the datasets.</param>
public sealed record DecisionPolicy(double FalsePositiveCost = 1, double FalseNegativeCost = 10, double? AlertBudget = null, double? Prevalence = null);
