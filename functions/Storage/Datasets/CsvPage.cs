using System.Globalization;
using CsvHelper;
using RowPage = MlFunctions.Domain.Kernel.Page<System.Collections.Generic.IReadOnlyDictionary<string, string>>;

namespace MlFunctions.Storage.Datasets;

/// <summary>A page of a stored CSV file's rows as text.</summary>
internal static class CsvPage
{
    /// <summary>The page; null when no row begins at <paramref name="offset"/>.</summary>
    /// <param name="file">The rows from <paramref name="offset"/> on, and the byte before it.</param>
    /// <param name="header">The file's column names.</param>
    /// <param name="offset">Where <paramref name="file"/> begins in the whole file; at 0 the header is passed over.</param>
    /// <param name="limit">At most so many rows.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<RowPage?> ReadAsync(Stream file, IReadOnlyList<string> header, long offset, int limit, CancellationToken cancel)
    {
        if (!await DatasetPages.IsAtLineAsync(file, offset, cancel))
            return null;
        await using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',', HasHeader = offset == 0 }, leaveOpen: true);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (await csv.ReadAsync(cancel))
        {
            if (rows.Count == limit)
                return new(rows, (offset + csv.ByteOffset).ToString(CultureInfo.InvariantCulture));
            rows.Add(Row(csv, header));
        }

        return new(rows, null);
    }

    /// <summary>The row that the reader stands on, as text by its fields' names.</summary>
    public static Dictionary<string, string> Row(CsvReader csv, IReadOnlyList<string> header) =>
        Enumerable.Range(0, Math.Min(header.Count, csv.FieldCount)).ToDictionary(i => header[i], csv.GetString, StringComparer.Ordinal);
}
