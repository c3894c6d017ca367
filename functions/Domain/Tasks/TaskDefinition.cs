using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tasks;

/// <summary>An ML task as a team declares it in one JSON document; everything else follows from it.</summary>
/// <param name="Name">Its name in URLs, blob paths and table keys.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Kind">What its models answer.</param>
/// <param name="Columns">The input, in order.</param>
/// <param name="Label">The column of a dataset that holds the truth.</param>
/// <param name="Metric">The deciding metric: candidates are ranked by it.</param>
/// <param name="Time">The column of the event's time, by which rows are split; null when rows have no order.</param>
/// <param name="Block">The column whose rows of one day are correlated (a store); bootstrap intervals draw whole blocks. Null: rows are independent.</param>
/// <param name="Output">The name of a regression's predicted value on the wire.</param>
/// <param name="Group">Of a ranking task: the column that the rows of one request have in common (the query).</param>
/// <param name="Unit">Who is assigned to an arm of an experiment: a column whose value is taken where a call names no unit, or a word for people.</param>
/// <param name="Version">Counts a task's definitions from 1; the application gives it.</param>
public sealed record TaskDefinition(
    TaskName Name,
    string Description,
    TaskKind Kind,
    IReadOnlyList<Column> Columns,
    string Label,
    string Metric,
    string? Time = null,
    string? Block = null,
    string Output = "value",
    string? Group = null,
    string? Unit = null,
    int Version = 1)
{
    /// <summary>Every metric of the task's kind, those at an alert budget for the task's own.</summary>
    public IReadOnlyList<Metrics.Metric> AllMetrics() => TaskMetrics.All(Kind, Decision?.AlertBudget);

    /// <summary>How often its live metrics are computed.</summary>
    public Cadence Cadence { get; init; } = TaskDefaults.Cadence(Kind);

    /// <summary>When an alarm goes off, and when it is over.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = TaskDefaults.Thresholds(Kind, Metric);

    /// <summary>How rarely alarms may go off without a cause.</summary>
    public AlarmPolicy Alarms { get; init; } = new();

    /// <summary>When a new model is trained.</summary>
    public RetrainingPolicy Retraining { get; init; } = new();

    /// <summary>What a model must show on its way into production.</summary>
    public PromotionPolicy Promotion { get; init; } = new();

    /// <summary>How datasets are made of the log.</summary>
    public DatasetPolicy Datasets { get; init; } = new();

    /// <summary>How long what nobody refers to is kept.</summary>
    public RetentionPolicy Retention { get; init; } = new();

    /// <summary>Of a binary task: how a probability becomes a decision.</summary>
    public DecisionPolicy? Decision { get; init; } = TaskDefaults.Decision(Kind);

    /// <summary>What its answers owe to the prediction log.</summary>
    public LogMode Log { get; init; }

    /// <summary>The place of a column among <see cref="Columns"/>, or −1.</summary>
    public int PlaceOf(string? column)
    {
        for (var place = 0; place < Columns.Count; place++)
        {
            if (Columns[place].Name == column)
                return place;
        }

        return -1;
    }
}
