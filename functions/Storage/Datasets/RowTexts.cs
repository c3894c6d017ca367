using System.Runtime.CompilerServices;
using CsvHelper;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Storage.Datasets;

/// <summary>Every row of a stored file as text, whatever its format, one in memory at a time.</summary>
internal static class RowTexts
{
    public static IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadAsync(DatasetDescription dataset, TaskDefinition task, Stream file, CancellationToken cancel) =>
        dataset.Format == DatasetFormat.SvmLight ? SvmLightAsync(task, file, cancel) : CsvAsync(dataset.Header, file, cancel);

    private static async IAsyncEnumerable<IReadOnlyDictionary<string, string>> CsvAsync(IReadOnlyList<string> header, Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
        while (await csv.ReadAsync(cancel))
            yield return CsvPage.Row(csv, header);
    }

    private static async IAsyncEnumerable<IReadOnlyDictionary<string, string>> SvmLightAsync(TaskDefinition task, Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (SvmLightColumns.Match(task).Value is not { } columns)
            yield break;
        await using var lines = new TextLines(file);
        while (await lines.NextAsync(cancel) is { } line)
        {
            if (!SvmLightFields.IsBlank(line.Text))
                yield return SvmLightPage.Row(line.Text, task, columns);
        }
    }
}
