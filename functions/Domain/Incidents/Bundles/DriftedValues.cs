using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Profiles;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>Of columns that differ from training, the values that have become frequent, and which predictions hold them.</summary>
public static class DriftedValues
{
    /// <summary>The predictions that hold such values of most columns, those that come first among equals; each with what it holds, by column.</summary>
    /// <param name="profile">Of the model.</param>
    /// <param name="columns">Names of columns that differ.</param>
    /// <param name="predictions">n predictions with their rows, of the model's columns; of a ranking a row for each product.</param>
    public static IReadOnlyList<(T Prediction, IReadOnlyDictionary<string, string> Holds)> Find<T>(
        ModelProfile profile, IReadOnlyCollection<string> columns, IReadOnlyList<(T Prediction, IReadOnlyList<Row> Rows)> predictions)
    {
        (int Place, ColumnReference Column, int? Bin)[] frequent =
        [
            .. profile.Columns.Index().Where(column => columns.Contains(column.Item.Name))
                .Select(column => (column.Index, column.Item, Frequent(profile, column.Index, [.. predictions.SelectMany(one => one.Rows)]))).Where(column => column.Item3 is not null),
        ];
        return
        [
            .. predictions.Select(one => (one.Prediction, Holds: Holds(one.Rows))).Where(one => one.Holds.Count > 0).OrderByDescending(one => one.Holds.Count),
        ];

        IReadOnlyDictionary<string, string> Holds(IReadOnlyList<Row> rows) => frequent
            .Where(one => rows.Any(row => profile.BinOf(row, one.Place) == one.Bin))
            .ToDictionary(one => one.Column.Name, one => one.Column.Bins.Label(one.Bin!.Value));
    }

    /// <summary>The bin whose share has grown most since training; null where none has.</summary>
    private static int? Frequent(ModelProfile profile, int place, IReadOnlyList<Row> rows)
    {
        var column = profile.Columns[place];
        var (bin, growth) = rows.GroupBy(row => profile.BinOf(row, place))
            .Select(bin => (Bin: bin.Key, Growth: ((double)bin.Count() / rows.Count) - Share(column, bin.Key)))
            .OrderByDescending(bin => bin.Growth).ThenBy(bin => bin.Bin).FirstOrDefault();
        return growth > 0 ? bin : null;
    }

    /// <summary>Of the training rows.</summary>
    private static double Share(ColumnReference column, int bin)
    {
        var missing = column.Rows == 0 ? 0 : (double)column.Missing / column.Rows;
        if (bin == ColumnBins.Missing)
            return missing;
        return bin >= 0 && bin < column.Counts.Count && column.Counts.Sum() is var counted and > 0 ? column.Counts[bin] * (1 - missing) / counted : 0;
    }
}
