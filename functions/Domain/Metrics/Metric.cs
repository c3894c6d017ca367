using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Metrics;

/// <summary>What a good value of a metric is.</summary>
public enum Better
{
    Lower,
    Higher,

    /// <summary>The nearer to <see cref="Metric.Ideal"/>, the better.</summary>
    Nearer,
}

/// <summary>A figure of how good a model is; each kind of task has a list of them.</summary>
/// <param name="Name">Its name in model cards and metric rows.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Unit">"label" for the label's own unit, else the unit's name.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Ideal">The value of a perfect model.</param>
public abstract record Metric(string Name, string Description, string Unit, Better Better, double Ideal)
{
    /// <summary>Whether candidates can be ranked by it.</summary>
    public bool Decides { get; init; }

    /// <summary>Every metric of a task.</summary>
    public static IReadOnlyList<Metric> All(TaskDefinition task) => All(task.Kind, task.Decision?.AlertBudget);

    /// <summary>Every metric of a kind.</summary>
    /// <param name="kind">Of the task.</param>
    /// <param name="alertBudget">Of a binary task: the share of rows that is looked at.</param>
    public static IReadOnlyList<Metric> All(TaskKind kind, double? alertBudget = null) => kind switch
    {
        TaskKind.Regression => RegressionMetrics.All,
        TaskKind.Ranking => RankingMetrics.All,
        _ => BinaryMetrics.At(alertBudget ?? BinaryMetrics.UsualBudget),
    };

    /// <summary>The metric of this name, or null; in whatever case, and with blanks, as people write <c>NDCG@10</c> and <c>average precision</c>.</summary>
    public static Metric? Find(TaskKind kind, string name) =>
        All(kind).FirstOrDefault(metric => metric.Name.Equals(name.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    /// <summary>The metrics by which candidates of a kind can be ranked, the default first.</summary>
    public static IEnumerable<Metric> Deciding(TaskKind kind) => All(kind).Where(metric => metric.Decides);

    /// <summary>Orders values, the best first.</summary>
    public double Rank(double value) => Better switch
    {
        Better.Lower => value,
        Better.Higher => -value,
        _ => Math.Abs(value - Ideal),
    };
}
