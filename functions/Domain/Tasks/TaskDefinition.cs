namespace MlFunctions.Domain.Tasks;

/// <summary>What a model of the task answers.</summary>
public enum TaskKind
{
    Regression,
    Ranking,
    Binary,
}

/// <summary>An ML task as a team declares it in one JSON document; everything else follows from it.</summary>
/// <param name="Name">Its name in URLs, blob paths and table keys.</param>
/// <param name="Description">One sentence for people.</param>
/// <param name="Kind">What its models answer.</param>
/// <param name="Columns">The input, in order.</param>
/// <param name="Label">The column of a dataset that holds the truth.</param>
/// <param name="Metric">The deciding metric: candidates are ranked by it.</param>
/// <param name="Time">The column of the event's time, by which rows are split; null when rows have no order.</param>
/// <param name="Block">The column whose rows of one day are correlated (a store); bootstrap intervals draw whole blocks. Null: rows are independent.</param>
/// <param name="Output">The name of the predicted value on the wire.</param>
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
    int Version = 1);
