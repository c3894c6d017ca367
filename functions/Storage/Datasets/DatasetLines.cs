using System.Runtime.CompilerServices;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>The lines of a task's dataset, one at a time, whatever the file's format, in memory that does not grow with the file.</summary>
public abstract class DatasetLines : IAsyncDisposable
{
    /// <summary>The longest line in bytes; a quote that is never closed would otherwise swallow the file.</summary>
    public const int MaxLineBytes = 4 << 20;

    /// <summary>The refusal of a file in another encoding.</summary>
    public static readonly Invalid NotUtf8 = new("The file is not text in UTF-8: line 1, column 1. Save it in UTF-8.", [new("line 1, column 1", "These bytes are not UTF-8.")]);

    /// <summary>Begins to read <paramref name="file"/>, which stays open, and checks that the format and its header serve the task.</summary>
    public static Task<Result<DatasetLines>> OpenAsync(DatasetFormat format, Stream file, TaskDefinition task, CancellationToken cancel) =>
        format == DatasetFormat.SvmLight ? Task.FromResult(SvmLightLineReader.Open(file, task)) : CsvLineReader.OpenAsync(file, task, cancel);

    /// <summary>The names of the file's fields.</summary>
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>The line on which rows begin, counted from 1.</summary>
    public abstract int FirstRow { get; }

    /// <summary>Fields ignored and columns absent, once all lines are read.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>Every row, up to the end or to the first broken line.</summary>
    public async IAsyncEnumerable<DatasetLine> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await NextAsync(cancel) is { } line)
        {
            yield return line;
            if (line is BrokenLine)
                yield break;
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>The next row; null at the end.</summary>
    protected abstract ValueTask<DatasetLine?> NextAsync(CancellationToken cancel);
}
