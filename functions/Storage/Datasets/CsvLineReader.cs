using System.Text.Unicode;
using CsvHelper;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Reads a task's dataset as RFC 4180 CSV in UTF-8.</summary>
public sealed class CsvLineReader : DatasetLines
{
    private readonly CsvReader csv;
    private readonly TaskDefinition task;

    private CsvLineReader(CsvReader csv, TaskDefinition task, CsvColumns columns) => (this.csv, this.task, Columns) = (csv, task, columns);

    public CsvColumns Columns { get; }

    public override IReadOnlyList<string> Header => Columns.Header;

    public override int FirstRow => 2;

    public override IReadOnlyList<string> Warnings => Columns.Warnings;

    /// <summary>Reads the header of <paramref name="file"/>, which stays open.</summary>
    internal static async Task<Result<DatasetLines>> OpenAsync(Stream file, TaskDefinition task, CancellationToken cancel)
    {
        var csv = CsvReader.Create(file, Options, leaveOpen: true);
        try
        {
            await csv.ReadHeaderAsync(cancel);
            string[] header = [.. csv.Headers.ToArray().Select(h => h.Trim())];
            if (header.Length == 0)
                return new Invalid("The file is empty: it needs a header line and rows.", [new("line 1, column 1", "There is nothing here.")]);
            if (header.Any(h => h.AsSpan().ContainsAny('\uFFFD', '\0')))
                return NotUtf8;
            var columns = CsvColumns.Match(header, task);
            return columns.IsDone ? new CsvLineReader(csv, task, columns.Value) : columns.Refusal;
        }
        catch (CsvFormatException malformed)
        {
            return new Invalid("The header (line 1) is malformed.", [Malformed(malformed).Error]);
        }
    }

    public override ValueTask DisposeAsync() => csv.DisposeAsync();

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MaxRecordSize = MaxLineBytes,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        PoolStrings = true,
    };

    protected override async ValueTask<DatasetLine?> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await csv.ReadAsync(cancel) ? Parse() : null;
        }
        catch (CsvFormatException malformed)
        {
            return Malformed(malformed);
        }
    }

    private static BrokenLine Malformed(CsvFormatException malformed) =>
        new(malformed.LineNumber, new($"line {malformed.LineNumber}, byte {malformed.ByteOffset + 1} of the file", malformed.Message));

    private DatasetLine Parse()
    {
        if (!Utf8.IsValid(csv.RawRecord))
            return Broken(Enumerable.Range(0, csv.FieldCount).First(i => !Utf8.IsValid(csv.GetRawSpan(i))), "These bytes are not UTF-8. Save the file as CSV in UTF-8.");
        if (csv.FieldCount != Columns.Header.Count)
            return Broken(Math.Min(csv.FieldCount, Columns.Header.Count) - 1, $"The line has {csv.FieldCount} fields and the header {Columns.Header.Count}. Is the file cut, or a comma not quoted?");

        var label = csv.GetString(Columns.Label);
        if (Cell.IsMissing(label))
            return Dropped($"no {task.Label}", label);
        if (!LabelCell.TryRead(task.Kind, label, out var actual))
            return Broken(Columns.Label, $"The label '{label}' is not {LabelCell.Words(task.Kind)}.");

        var row = Row.Empty(task.Columns);
        for (var i = 0; i < task.Columns.Count; i++)
        {
            if (Fill(row, i) is { } reason)
                return Dropped(reason, csv.GetString(Columns.Places[i]));
        }

        return new UsableLine(csv.LineNumber, new Example(row, actual), csv.ByteOffset);
    }

    /// <summary>Why the row cannot be used, or null.</summary>
    private string? Fill(Row row, int place)
    {
        if (Columns.Places[place] < 0)
            return null;
        var (column, text) = (task.Columns[place], csv.GetString(Columns.Places[place]));
        if (Cell.IsMissing(text))
            return column.Required ? $"no {column.Name}" : null;
        return Cell.TrySet(row, place, column, text) ? null : $"{column.Name} is not a {(column.Type == ColumnType.Time ? "time" : "number")}";
    }

    private DroppedLine Dropped(string reason, string text) => new(csv.LineNumber, reason, text);

    private BrokenLine Broken(int field, string detail) =>
        new(csv.LineNumber, new($"line {csv.LineNumber}, column {field + 1} ({Columns.Header[field]})", detail));
}
