using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model takes the rows of the task, and answers whatever they may hold.</summary>
/// <remarks>Columns are compared and odd rows are asked, each once: there is nothing to err by chance.</remarks>
public static class ContractGate
{
    public static GateVerdict Judge(ContractEvidence contract) =>
        new(GateNames.Contract, contract is { Difference: null, Failure: null }, null, null, contract switch
        {
            { Difference: { } difference } => $"It does not take the task's columns: {difference} Train it again by the present definition.",
            { Failure: { } failure } => $"It does not answer every row: {failure} Train it again, or with another trainer.",
            _ => $"It takes the task's columns, and answered {contract.Probes} rows with missing, unseen and extreme values with finite outputs.",
        })
        {
            Inputs = new Dictionary<string, double> { ["probes"] = contract.Probes },
        };

    /// <summary>How the columns that a model was trained with differ from those of a definition in what they mean, in words; null where they do not.</summary>
    /// <param name="kind">What the model answers.</param>
    /// <param name="columns">Of the model.</param>
    /// <param name="group">Of the model.</param>
    /// <param name="task">The definition, as the model's rows were read.</param>
    public static string? Difference(TaskKind kind, IReadOnlyList<Column> columns, string? group, TaskDefinition task)
    {
        if (kind != task.Kind)
            return $"it answers a {kind} task, and {task.Name} is a {task.Kind} task.";
        if (group != task.Group)
            return $"its rows belong together by {group ?? "nothing"}, and the task's by {task.Group ?? "nothing"}.";
        string[] own = [.. columns.Select(Meaning)];
        string[] asked = [.. task.Columns.Select(Meaning)];
        var place = own.Zip(asked).TakeWhile(pair => pair.First == pair.Second).Count();
        return place == own.Length && place == asked.Length
            ? null
            : $"column {place + 1} is {own.ElementAtOrDefault(place) ?? "not there"}, and the definition's is {asked.ElementAtOrDefault(place) ?? "not there"}.";
    }

    private static string Meaning(Column column) =>
        FormattableString.Invariant($"{column.Name} ({column.Type.ToString().ToLowerInvariant()}{(column.Absent is { } absent ? $", {absent} where absent" : "")})");
}
