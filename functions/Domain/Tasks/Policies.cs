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
/// <param name="MaxAgeDays">The age of the training rows at which a model is trained anew; the measured staleness curve can only make it shorter.</param>
/// <param name="WorseBy">The share by which the deciding metric may be worse than on the validation rows.</param>
/// <param name="CooldownHours">The least time between two trainings that no one asked for.</param>
/// <param name="Budget">So many trainings that no one asked for in 30 days, at most; 0: none.</param>
/// <param name="NewLabels">So many outcomes must have come since the last training.</param>
/// <param name="Trainer">Which trainer; null: that of the model in production; <c>all</c>: every one of the kind.</param>
public sealed record RetrainingPolicy(double MaxAgeDays = 7, double WorseBy = 0.1, double CooldownHours = 24, int Budget = 8, int NewLabels = 500, string? Trainer = null)
{
    public const string EveryTrainer = "all";
}

/// <summary>What a model must show on its way into production.</summary>
/// <param name="Margin">The share of the deciding metric by which it may be worse than the model in production, at most.</param>
/// <param name="MaxP99Milliseconds">Of scoring one request.</param>
/// <param name="SliceMargin">The share of the deciding metric by which it may be worse on any slice.</param>
/// <param name="LoadFactor">How many times the latency and the memory of the model in production it may take.</param>
/// <param name="ShadowRows">So many answers of production must have been scored beside.</param>
/// <param name="PilotHours">A pilot keeps each share at least so long.</param>
/// <param name="PilotOutcomes">And until so many outcomes of its units are known.</param>
/// <param name="GuardrailMargin">The share by which a guardrail of the pilot may be worse than production's.</param>
/// <param name="Automatic">Whether models of retrainings go on to the next stage by themselves.</param>
public sealed record PromotionPolicy(
    double Margin = 0.02,
    double MaxP99Milliseconds = 50,
    double SliceMargin = 0.1,
    double LoadFactor = 2,
    int ShadowRows = 1000,
    double PilotHours = 1,
    int PilotOutcomes = 100,
    double GuardrailMargin = 0.1,
    bool Automatic = true)
{
    private static readonly double[] Growth = [0.01, 0.05, 0.25];

    /// <summary>The gates that are asked; null: every one.</summary>
    public IReadOnlyList<string>? Gates { get; init; }

    /// <summary>The shares of units that a pilot answers, one after the other.</summary>
    public IReadOnlyList<double> PilotShares { get; init; } = Growth;
}

/// <summary>How datasets are made of the log: predictions whose outcomes are known.</summary>
/// <param name="RefreshDays">How often; 0: never.</param>
/// <param name="ValidationDays">The newest so many days validate, where rows are split by time.</param>
/// <param name="TrainingDays">The days before are learned from, so many.</param>
/// <param name="Rows">At most so many rows of each, sampled.</param>
/// <param name="FewestRows">Fewer rows make no dataset.</param>
public sealed record DatasetPolicy(double RefreshDays = 7, double ValidationDays = 7, double TrainingDays = 60, int Rows = 50_000, int FewestRows = 500);

/// <summary>How long what nobody refers to is kept.</summary>
/// <param name="ModelDays">The file of a model that is not in use.</param>
/// <param name="DatasetDays">The rows of a dataset that no kept model was made of.</param>
public sealed record RetentionPolicy(double ModelDays = 90, double DatasetDays = 180);

/// <summary>How a probability becomes a decision: at least expected cost, within the investigators' budget.</summary>
/// <param name="FalsePositiveCost">Of a legitimate case that is stopped.</param>
/// <param name="FalseNegativeCost">Of a positive case that passes.</param>
/// <param name="AlertBudget">The share of all cases that may be decided positive; null: no limit.</param>
/// <param name="Prevalence">The true share of positives, where the datasets over-represent them: negatives are weighted up to it. Null: as in the datasets.</param>
public sealed record DecisionPolicy(double FalsePositiveCost = 1, double FalseNegativeCost = 10, double? AlertBudget = null, double? Prevalence = null);
