using System.Text.Json;
using MlFunctions.Domain.Metrics;

namespace MlFunctions.Domain.Tasks;

/// <summary>Reads the JSON document by which a team declares a task, and names every mistake in it at once.</summary>
public sealed class TaskDocument
{
    /// <summary>The metrics that can decide between candidates, by kind, the default first; of each a lower value is better.</summary>
    private static readonly Dictionary<TaskKind, string[]> Deciding = new()
    {
        [TaskKind.Regression] = [MeanAbsoluteError.Metric.Name, RootMeanSquaredError.Metric.Name, PinballLoss.P10.Name, PinballLoss.P90.Name],
    };

    private readonly DocumentReader document;

    private TaskDocument(JsonElement json) => document = new DocumentReader(json, "");

    /// <summary>The definition, with the defaults of its kind where the document is silent; or Invalid with a JSON pointer for each mistake.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">The name under which it is declared; a name in the document must be the same.</param>
    public static Result<TaskDefinition> Read(JsonElement json, TaskName name)
    {
        var document = new TaskDocument(json);
        var task = document.Read(name);
        return document.document.Refusal is { } refusal ? refusal : task;
    }

    private TaskDefinition Read(TaskName name)
    {
        document.Only("name", "description", "kind", "columns", "label", "metric", "time", "block", "output", "version", "input");
        if (document.Text("name") is { } written && written != name.ToString())
            document.Error("name", $"The name must be {name}, as in the URL, or absent.");
        var kind = document.Word<TaskKind>("kind", required: true) ?? TaskKind.Regression;
        var columns = Columns();
        var times = columns.Where(c => c.Type == ColumnType.Time).ToArray();
        return new TaskDefinition(
            name,
            document.Text("description") ?? string.Empty,
            kind,
            columns,
            Label(columns),
            Metric(kind),
            Column("time", columns, "of type time", c => c.Type == ColumnType.Time) ?? (times is [var only] ? only.Name : null),
            Column("block", columns, "of type category or id", c => c.Type is ColumnType.Category or ColumnType.Id),
            Output());
    }

    private List<Column> Columns()
    {
        var columns = new List<Column>();
        foreach (var entry in document.Objects("columns"))
        {
            entry.Only("name", "type", "required", "description");
            var column = new Column(
                entry.Text("name", required: true) ?? string.Empty,
                entry.Word<ColumnType>("type", required: true) ?? ColumnType.Text,
                entry.Flag("required") ?? false,
                entry.Text("description"));
            if (columns.Any(c => c.Name == column.Name))
                entry.Error("name", $"There are two columns '{column.Name}'; name each once.");
            columns.Add(column);
        }

        return columns;
    }

    private string Label(List<Column> columns)
    {
        var label = document.Text("label", required: true) ?? string.Empty;
        if (columns.Any(c => c.Name == label))
            document.Error("label", "The label is not known when a prediction is asked for, so it must not be among the columns.");
        return label;
    }

    private string Metric(TaskKind kind)
    {
        var metrics = Deciding.GetValueOrDefault(kind, []);
        var metric = document.Text("metric") ?? metrics.FirstOrDefault() ?? string.Empty;
        if (metrics.Length > 0 && !metrics.Contains(metric))
            document.Error("metric", $"The deciding metric of such a task is one of {string.Join(", ", metrics)}.");
        return metric;
    }

    private string? Column(string property, List<Column> columns, string what, Predicate<Column> fits)
    {
        if (document.Text(property) is not { } name)
            return null;
        if (!columns.Any(c => c.Name == name && fits(c)))
            document.Error(property, $"There is no column '{name}' {what}.");
        return name;
    }

    private string Output()
    {
        var output = document.Text("output") ?? "value";
        if (output is "p10" or "p90")
            document.Error("output", "p10 and p90 are the names of the range; choose another.");
        return output;
    }
}
