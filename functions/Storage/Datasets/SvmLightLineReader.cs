using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Reads a ranking task's dataset as SVMlight in UTF-8: a feature that a line leaves out is 0, not missing.</summary>
public sealed class SvmLightLineReader : DatasetLines
{
    private readonly TextLines lines;
    private readonly TaskDefinition task;
    private readonly SvmLightColumns columns;

    private long ignored;
    private string firstIgnored = "";

    private SvmLightLineReader(TextLines lines, TaskDefinition task, SvmLightColumns columns) => (this.lines, this.task, this.columns) = (lines, task, columns);

    public override IReadOnlyList<string> Header => columns.Header;

    public override int FirstRow => 1;

    public override IReadOnlyList<string> Warnings => ignored == 0
        ? columns.Warnings
        : [.. columns.Warnings, $"Values ignored, because no number column of the task takes their feature: {ignored}; the first is {firstIgnored}."];

    internal static Result<DatasetLines> Open(Stream file, TaskDefinition task)
    {
        var columns = SvmLightColumns.Match(task);
        return columns.IsDone ? new SvmLightLineReader(new TextLines(file), task, columns.Value) : columns.Refusal;
    }

    public override ValueTask DisposeAsync() => lines.DisposeAsync();

    protected override async ValueTask<DatasetLine?> NextAsync(CancellationToken cancel)
    {
        while (await lines.NextAsync(cancel) is { } line)
        {
            if (line.Fault is { } fault)
                return Broken(line, 1, fault);
            if (!SvmLightFields.IsBlank(line.Text))
                return Parse(line);
        }

        return null;
    }

    private DatasetLine Parse(TextLine line)
    {
        var fields = new SvmLightFields(line.Text);
        fields.Next();
        if (!LabelCell.TryRead(task.Kind, fields.Field, out var grade))
            return Broken(line, fields.Place, $"The label '{fields.Field}' is not {LabelCell.Words(task.Kind)}.");
        if (!fields.Next() || !fields.TryQuery(out var query))
            return Broken(line, fields.Place, "Rows of a ranking task need their query after the grade, as in 'qid:7': products are ranked among those of one query.");

        var row = Row.Empty(task.Columns);
        foreach (var place in columns.Places.Values)
            row.Numbers[place] = 0;
        if (!Cell.TrySet(row, columns.Group, task.Columns[columns.Group], query.ToString()))
            return Broken(line, fields.Place, $"The query '{query}' is not what the column {task.Columns[columns.Group].Name} takes.");
        return Fill(row, ref fields, line) is { } wrong ? Broken(line, fields.Place, wrong) : new UsableLine(line.Line, new Example(row, grade), line.Offset);
    }

    /// <summary>Puts the remaining fields into the row; what is wrong with the field that it stopped at, or null.</summary>
    private string? Fill(Row row, ref SvmLightFields fields, TextLine line)
    {
        for (var before = -1; fields.Next();)
        {
            if (!fields.TryFeature(out var number, out var value))
                return $"'{fields.Field}' is no feature: write its number, a colon and its value, as in '17:0.25'.";
            if (number <= before)
                return $"Feature {number} stands after feature {before}; write each feature once, in increasing order.";
            if (!Cell.TryNumber(value, out var known) && !value.Equals("nan", StringComparison.OrdinalIgnoreCase))
                return $"The value '{value}' of feature {number} is not a number.";
            if (columns.Places.TryGetValue(number, out var place))
                row.Numbers[place] = known;
            else if (ignored++ == 0)
                firstIgnored = $"feature {number} on line {line.Line}";
            before = number;
        }

        return null;
    }

    private static BrokenLine Broken(TextLine line, int field, string detail) => new(line.Line, new($"line {line.Line}, column {field}", detail));
}
