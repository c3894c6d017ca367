using System.IO.Pipelines;
using System.Text;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Rollout.Cuts;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>The lines of one prediction of the log.</summary>
/// <param name="Origin">Where they come from.</param>
/// <param name="Lines">UTF-8, each with its line feed.</param>
/// <param name="Rows">How many.</param>
public sealed record LoggedLines(RowOrigin Origin, byte[] Lines, int Rows)
{
    /// <summary>Null where a row cannot be written.</summary>
    public static LoggedLines? Of(TaskDefinition task, LoggedExample example)
    {
        string?[] lines = [.. example.Rows.Select(row => CsvRows.Line(task, row))];
        return lines.Contains(null) ? null : new(example.Origin, Encoding.UTF8.GetBytes(string.Concat(lines)), lines.Length);
    }
}

/// <summary>Rows of the log as a file: the header and the lines, by the time of their events.</summary>
/// <param name="task">Whose columns the lines have.</param>
/// <param name="lines">In any order.</param>
/// <param name="origin">Of what they were chosen.</param>
public sealed class LoggedRowsFile(TaskDefinition task, IEnumerable<LoggedLines> lines, DatasetOrigin origin)
{
    private readonly LoggedLines[] ordered =
    [
        .. lines.OrderBy(one => one.Origin.At).ThenBy(one => one.Origin.Prediction.Segment.ToString(), StringComparer.Ordinal).ThenBy(one => one.Origin.Prediction.Offset),
    ];

    public DatasetOrigin Origin => origin;

    /// <summary>Of the first event and the last; there is one.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Times => (ordered[0].Origin.At, ordered[^1].Origin.At);

    /// <summary>Of each line after the header.</summary>
    internal IEnumerable<RowOrigin> Origins => ordered.SelectMany(one => Enumerable.Repeat(one.Origin, one.Rows));

    /// <summary>The file, made while it is read.</summary>
    internal Stream Open()
    {
        var pipe = new Pipe();
        _ = WriteAsync(pipe.Writer);
        return pipe.Reader.AsStream();
    }

    private async Task WriteAsync(PipeWriter writer)
    {
        var written = await writer.WriteAsync(Encoding.UTF8.GetBytes(CsvRows.Header(task)));
        foreach (var one in ordered)
        {
            if (written.IsCompleted)
                break;
            written = await writer.WriteAsync(one.Lines);
        }

        await writer.CompleteAsync();
    }
}
