using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;
using RowPage = MlFunctions.Domain.Kernel.Page<System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace MlFunctions.Storage.Datasets;

/// <summary>Pages of a stored file's rows as text, by the byte at which a page begins, so that a late page costs no more than the first.</summary>
public static class DatasetPages
{
    /// <summary>The page; null when no row begins at <paramref name="offset"/>.</summary>
    /// <param name="dataset">Whose file it is.</param>
    /// <param name="task">Whose dataset it is.</param>
    /// <param name="file">The rows from <paramref name="offset"/> on, and the byte before it.</param>
    /// <param name="offset">Where the page begins in the whole file; 0 is the first row.</param>
    /// <param name="limit">At most so many rows.</param>
    /// <param name="cancel">Stops reading.</param>
    public static Task<RowPage?> ReadAsync(DatasetDescription dataset, TaskDefinition task, Stream file, long offset, int limit, CancellationToken cancel) =>
        dataset.Format == DatasetFormat.SvmLight
            ? SvmLightPage.ReadAsync(file, task, offset, limit, cancel)
            : CsvPage.ReadAsync(file, dataset.Header, offset, limit, cancel);

    /// <summary>Passes over the byte before <paramref name="offset"/>; whether it ended a line.</summary>
    internal static async Task<bool> IsAtLineAsync(Stream file, long offset, CancellationToken cancel)
    {
        var before = new byte[1];
        return offset == 0 || (await file.ReadAtLeastAsync(before, 1, throwOnEndOfStream: false, cancel) == 1 && before[0] == '\n');
    }
}
