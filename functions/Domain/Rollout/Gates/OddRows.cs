using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Rows that a caller may send and a training file rarely has: everything missing, values never seen, numbers at the ends of what a request can hold.</summary>
public static class OddRows
{
    private const string Unseen = "\u2003never seen \ud83e\udd84";

    private static readonly double[] Numbers = [double.MinValue, -1e12, -1, 0, double.Epsilon, 1e12, double.MaxValue];

    private static readonly double[] Times = [(DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds, 0, Math.Floor((DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds)];

    /// <summary>Each column in turn with each odd value and the others as in an ordinary row, and rows of nothing but odd values.</summary>
    /// <param name="columns">Of the model.</param>
    /// <param name="ordinary">A row; null for one of missing values.</param>
    public static IReadOnlyList<Row> Of(IReadOnlyList<Column> columns, Row? ordinary)
    {
        var usual = ordinary ?? Row.Empty(columns.Count);
        return
        [
            Row.Empty(columns.Count),
            Row.Empty(columns),
            .. Enumerable.Range(0, Numbers.Length).Select(turn => columns.Index().Aggregate(Row.Empty(columns.Count), (row, column) => With(row, column.Index, column.Item, turn))),
            .. columns.Index().SelectMany(column => Enumerable.Range(0, Turns(column.Item)).Select(turn => With(Copy(usual), column.Index, column.Item, turn))),
            .. columns.Index().Select(column => Without(Copy(usual), column.Index)),
        ];
    }

    private static int Turns(Column column) => column.Type switch
    {
        ColumnType.Number => Numbers.Length,
        ColumnType.Time => Times.Length,
        _ => 2,
    };

    private static Row With(Row row, int place, Column column, int turn)
    {
        if (column.Type == ColumnType.Number)
            row.Numbers[place] = Numbers[turn % Numbers.Length];
        else if (column.Type == ColumnType.Time)
            row.Numbers[place] = Times[turn % Times.Length];
        else
            row.Texts[place] = turn % 2 == 0 ? Unseen : string.Empty;
        return row;
    }

    private static Row Without(Row row, int place)
    {
        (row.Numbers[place], row.Texts[place]) = (double.NaN, null);
        return row;
    }

    private static Row Copy(Row row) => new([.. row.Numbers], [.. row.Texts]);
}
