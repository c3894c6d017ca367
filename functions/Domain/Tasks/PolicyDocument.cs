using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Tasks;

/// <summary>Reads the policies of a task's document; where it is silent they are those of <see cref="TaskDefaults"/>.</summary>
internal static class PolicyDocument
{
    private const double Large = 1e12;
    private const int MostEvaluations = 1000;
    private const int MostShares = 20;
    private const double LeastShare = 0.0001;
    private const int MostRows = 1_000_000;

    /// <summary>The definition with its policies.</summary>
    public static TaskDefinition Read(DocumentReader document, TaskDefinition task) => task with
    {
        Cadence = document.Word<Cadence>("cadence") ?? TaskDefaults.Cadence(task.Kind),
        Thresholds = document.Objects("thresholds", required: false) is { } entries ? Thresholds(entries, task.Kind) : TaskDefaults.Thresholds(task.Kind, task.Metric),
        Alarms = document.Object("alarms") is { } alarms ? Alarms(alarms) : new(),
        Retraining = document.Object("retraining") is { } retraining ? Retraining(retraining) : new(),
        Promotion = document.Object("promotion") is { } promotion ? Promotion(promotion) : new(),
        Datasets = document.Object("datasets") is { } datasets ? Datasets(datasets) : new(),
        Retention = document.Object("retention") is { } retention ? Retention(retention) : new(),
        Decision = Decision(document, task.Kind),
        Log = document.Word<LogMode>("log") ?? LogMode.Required,
    };

    private static List<Threshold> Thresholds(IEnumerable<DocumentReader> entries, TaskKind kind)
    {
        var thresholds = new List<Threshold>();
        foreach (var entry in entries)
        {
            var threshold = Threshold(entry, kind);
            if (thresholds.Any(other => other.Metric == threshold.Metric))
                entry.Error("metric", $"There are two thresholds of {threshold.Metric}; an alarm is called by its metric, so give it one.");
            thresholds.Add(threshold);
        }

        return thresholds;
    }

    private static Threshold Threshold(DocumentReader entry, TaskKind kind)
    {
        entry.Only("metric", "fire", "clear", "basis", "needed", "of", "minLabels");
        var standard = new Threshold("", 0, 0);
        var name = entry.Text("metric", required: true) ?? string.Empty;
        var metric = TaskMetrics.Find(kind, name);
        if (metric is null && name.Length > 0)
            entry.Error("metric", $"A {kind} task has the metrics {string.Join(", ", TaskMetrics.All(kind).Select(m => m.Name))}.");
        var threshold = new Threshold(
            metric?.Name ?? name,
            entry.Number("fire", -Large, Large, required: true) ?? 0,
            entry.Number("clear", -Large, Large, required: true) ?? 0,
            entry.Word<ThresholdBasis>("basis") ?? standard.Basis,
            entry.Count("needed", MostEvaluations) ?? standard.Needed,
            entry.Count("of", MostEvaluations) ?? standard.Of,
            entry.Count("minLabels", int.MaxValue) ?? standard.MinLabels);
        if (metric is { Better: Better.Lower } && threshold.Clear > threshold.Fire)
            entry.Error("clear", $"Of {name} a lower value is better, so clear must be at most fire.");
        if (metric is { Better: Better.Higher } && threshold.Clear < threshold.Fire)
            entry.Error("clear", $"Of {name} a higher value is better, so clear must be at least fire.");
        if (metric is { Better: Better.Nearer } && threshold.Basis == ThresholdBasis.Absolute && metric.Rank(threshold.Clear) > metric.Rank(threshold.Fire))
            entry.Error("clear", FormattableString.Invariant($"Of {name} a value near {metric.Ideal} is better, so clear must be at most as far from it as fire."));
        if (metric is { Better: not Better.Nearer } && threshold.Clear <= 0)
            entry.Error("clear", $"{name} is never below 0, so clear must be above it.");
        if (threshold.Needed > threshold.Of)
            entry.Error("needed", "It must be at most of, the number of evaluations that are looked at.");
        return threshold;
    }

    private static AlarmPolicy Alarms(DocumentReader policy)
    {
        policy.Only("falseAlarmsPerMonth", "errorBudget", "latencyBudget", "shift");
        var standard = new AlarmPolicy();
        return new AlarmPolicy(
            policy.Number("falseAlarmsPerMonth", 1e-6, 1) ?? standard.FalseAlarmsPerMonth,
            policy.Number("errorBudget", 1e-9, 0.5) ?? standard.ErrorBudget,
            policy.Number("latencyBudget", 1e-9, 0.5) ?? standard.LatencyBudget,
            policy.Number("shift", 0.001, 1) ?? standard.Shift);
    }

    private static RetrainingPolicy Retraining(DocumentReader policy)
    {
        policy.Only("maxAgeDays", "worseBy", "cooldownHours", "budget", "newLabels", "trainer");
        var standard = new RetrainingPolicy();
        return new RetrainingPolicy(
            policy.Number("maxAgeDays", 0.01, 3650) ?? standard.MaxAgeDays,
            policy.Number("worseBy", 0, 10) ?? standard.WorseBy,
            policy.Number("cooldownHours", 0, 8760) ?? standard.CooldownHours,
            (int?)policy.Number("budget", 0, 10_000) ?? standard.Budget,
            policy.Count("newLabels", int.MaxValue) ?? standard.NewLabels,
            policy.Text("trainer"));
    }

    private static PromotionPolicy Promotion(DocumentReader policy)
    {
        policy.Only("margin", "maxP99Milliseconds", "sliceMargin", "loadFactor", "shadowRows", "pilotHours", "pilotOutcomes", "guardrailMargin", "automatic", "gates", "pilotShares");
        var standard = new PromotionPolicy();
        return new PromotionPolicy(
            policy.Number("margin", 0, 1) ?? standard.Margin,
            policy.Number("maxP99Milliseconds", 0.001, 600_000) ?? standard.MaxP99Milliseconds,
            policy.Number("sliceMargin", 0, 10) ?? standard.SliceMargin,
            policy.Number("loadFactor", 1, 1000) ?? standard.LoadFactor,
            policy.Count("shadowRows", int.MaxValue) ?? standard.ShadowRows,
            policy.Number("pilotHours", 0, 8760) ?? standard.PilotHours,
            policy.Count("pilotOutcomes", int.MaxValue) ?? standard.PilotOutcomes,
            policy.Number("guardrailMargin", 0, 10) ?? standard.GuardrailMargin,
            policy.Flag("automatic") ?? standard.Automatic)
        {
            Gates = AskedGates(policy),
            PilotShares = Shares(policy) ?? standard.PilotShares,
        };
    }

    private static string[]? AskedGates(DocumentReader policy)
    {
        (string Place, string Text)[] gates = [.. policy.Texts("gates", 0, GateNames.All.Count)];
        foreach (var (place, gate) in gates.Where(gate => !GateNames.All.Contains(gate.Text)))
            policy.Error(place, $"There is no gate '{gate}'; there are {string.Join(", ", GateNames.All)}.");
        return policy.Has("gates") ? [.. gates.Select(gate => gate.Text).Distinct()] : null;
    }

    private static double[]? Shares(DocumentReader policy)
    {
        if (policy.Numbers("pilotShares", 1, MostShares, LeastShare, 1) is not { } shares)
            return null;
        if (!shares.SequenceEqual(shares.Distinct().Order()))
            policy.Error("pilotShares", "A pilot only grows, so that nobody is moved out: give the shares in ascending order.");
        return shares;
    }

    private static DatasetPolicy Datasets(DocumentReader policy)
    {
        policy.Only("refreshDays", "validationDays", "trainingDays", "rows", "fewestRows");
        var standard = new DatasetPolicy();
        return new DatasetPolicy(
            policy.Number("refreshDays", 0, 3650) ?? standard.RefreshDays,
            policy.Number("validationDays", 0.01, 3650) ?? standard.ValidationDays,
            policy.Number("trainingDays", 0.01, 3650) ?? standard.TrainingDays,
            policy.Count("rows", MostRows) ?? standard.Rows,
            policy.Count("fewestRows", MostRows) ?? standard.FewestRows);
    }

    private static RetentionPolicy Retention(DocumentReader policy)
    {
        policy.Only("modelDays", "datasetDays");
        var standard = new RetentionPolicy();
        return new RetentionPolicy(policy.Number("modelDays", 0.01, 36_500) ?? standard.ModelDays, policy.Number("datasetDays", 0.01, 36_500) ?? standard.DatasetDays);
    }

    private static DecisionPolicy? Decision(DocumentReader document, TaskKind kind)
    {
        if (document.Object("decision") is not { } policy)
            return TaskDefaults.Decision(kind);
        if (kind != TaskKind.Binary)
            document.Error("decision", "Only a binary task decides.");
        policy.Only("falsePositiveCost", "falseNegativeCost", "alertBudget", "prevalence");
        var standard = new DecisionPolicy();
        return new DecisionPolicy(
            policy.Number("falsePositiveCost", 1e-9, Large) ?? standard.FalsePositiveCost,
            policy.Number("falseNegativeCost", 1e-9, Large) ?? standard.FalseNegativeCost,
            policy.Number("alertBudget", 1e-9, 1),
            policy.Number("prevalence", 1e-9, 1 - 1e-9));
    }
}
