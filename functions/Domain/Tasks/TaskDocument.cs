using System.Text.Json;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tasks;

/// <summary>Reads the JSON document by which a team declares a task, and names every mistake in it at once.</summary>
public sealed class TaskDocument
{
    private const string DefaultGroup = "query";
    private const string DefaultOutput = "value";

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
        document.Only("name", "description", "kind", "columns", "label", "metric", "time", "block", "output", "group", "unit", "cadence", "thresholds", "alarms", "retraining", "promotion", "datasets", "retention", "decision", "log", "version", "input");
        if (document.Text("name") is { } written && written != name.ToString())
            document.Error("name", $"The name must be {name}, as in the URL, or absent.");
        var kind = document.Word<TaskKind>("kind", required: true) ?? TaskKind.Regression;
        var columns = Columns();
        var times = columns.Where(c => c.Type == ColumnType.Time).ToArray();
        var task = new TaskDefinition(
            name,
            document.Text("description") ?? string.Empty,
            kind,
            columns,
            Label(columns),
            Deciding(kind),
            Column("time", columns, "of type time", c => c.Type == ColumnType.Time) ?? (times is [var only] ? only.Name : null),
            Column("block", columns, "of type category or id", c => c.Type is ColumnType.Category or ColumnType.Id),
            Output(kind),
            Group(kind, columns),
            document.Text("unit"));
        return PolicyDocument.Read(document, task);
    }

    private List<Column> Columns()
    {
        var columns = new List<Column>();
        foreach (var entry in document.Objects("columns", required: true) ?? [])
        {
            entry.Only("name", "type", "required", "description", "absent");
            var column = new Column(
                entry.Text("name", required: true) ?? string.Empty,
                entry.Word<ColumnType>("type", required: true) ?? ColumnType.Text,
                entry.Flag("required") ?? false,
                entry.Text("description"),
                entry.Number("absent", double.MinValue, double.MaxValue));
            if (column is { Absent: not null, Type: not ColumnType.Number })
                entry.Error("absent", "Only a number column can have a value that an absent one means.");
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

    private string Deciding(TaskKind kind)
    {
        var metrics = TaskMetrics.Deciding(kind).Select(metric => metric.Name).ToArray();
        var metric = TaskMetrics.Find(kind, document.Text("metric") ?? metrics[0]);
        if (metric is not { Decides: true })
            document.Error("metric", $"The deciding metric of such a task is one of {string.Join(", ", metrics)}.");
        return metric?.Name ?? metrics[0];
    }

    /// <summary>The column that the rows of one request share; where the document is silent, the one named query.</summary>
    private string? Group(TaskKind kind, List<Column> columns)
    {
        var group = Column("group", columns, "of type category, text or id", c => !c.IsNumeric);
        if (kind != TaskKind.Ranking && group is not null)
            document.Error("group", "Only a ranking task has a group column.");
        if (kind != TaskKind.Ranking || group is not null)
            return group;
        if (columns.Any(c => c.Name == DefaultGroup && !c.IsNumeric))
            return DefaultGroup;
        document.Error("group", "A ranking task needs the column that the products of one request have in common, such as the query.");
        return null;
    }

    private string? Column(string property, List<Column> columns, string what, Predicate<Column> fits)
    {
        if (document.Text(property) is not { } name)
            return null;
        if (!columns.Any(c => c.Name == name && fits(c)))
            document.Error(property, $"There is no column '{name}' {what}.");
        return name;
    }

    private string Output(TaskKind kind)
    {
        var output = document.Text("output");
        if (output is "p10" or "p90")
            document.Error("output", "p10 and p90 are the names of the range; choose another.");
        if (output is not (null or DefaultOutput) && kind != TaskKind.Regression)
            document.Error("output", "Only a regression names its output; a binary task answers probability and decision, a ranking task ranking.");
        return output ?? DefaultOutput;
    }
}
