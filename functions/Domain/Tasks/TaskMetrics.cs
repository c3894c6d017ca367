using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Metrics.Regression;

namespace MlFunctions.Domain.Tasks;

/// <summary>The metrics of each kind of task.</summary>
public static class TaskMetrics
{
    /// <summary>Every metric of a kind.</summary>
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
}
