using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>
/// A column that alone tells the outcome, by the area under the ROC curve of its values, in either direction: for a positive against a negative row, a label above the median, a grade above the
/// lowest one. No feature that is known beforehand is so good; one that is filled in afterwards is.
/// </summary>
public static class LabelLikeColumn
{
    public const double MostAuc = 0.99;

    /// <summary>Fewer rows of a class prove nothing.</summary>
    public const int FewestOfAClass = 50;

    /// <summary>Of each class, evenly over the rows: the area is the same, and its standard error below 0.001.</summary>
    private const int MostOfAClass = 100_000;

    public static GateVerdict Judge(TaskDefinition task, IReadOnlyList<Example> rows)
    {
        var isPositive = Classes(task.Kind, rows);
        int[] positives = [.. Thinned(rows.Count, row => isPositive(rows[row].Label))];
        int[] negatives = [.. Thinned(rows.Count, row => !isPositive(rows[row].Label))];
        if (positives.Length < FewestOfAClass || negatives.Length < FewestOfAClass)
            return LeakChecks.Verdict(true, null, MostAuc, $"Label-like columns: {positives.Length} rows of one class and {negatives.Length} of the other prove nothing; {FewestOfAClass} of each are needed.");
        int[] chosen = [.. positives, .. negatives];
        var labels = chosen.Select((_, place) => place < positives.Length).ToArray();
        var (column, auc) = Enumerable.Range(0, task.Columns.Count).Where(place => IsFeature(task, place))
            .Select(place => (task.Columns[place].Name, Auc: Best(task, place, [.. chosen.Select(row => rows[row].Input)], labels))).DefaultIfEmpty(("", 0.5)).MaxBy(found => found.Item2);
        var figure = FormattableString.Invariant($"{column} alone separates the rows by their label with an AUC of {auc:0.####}; at most {MostAuc} may be.");
        return LeakChecks.Verdict(
            auc <= MostAuc,
            auc,
            MostAuc,
            auc <= MostAuc ? $"Label-like columns: none. The nearest: {figure}" : $"Label-like columns: {figure} Is it known before the outcome? Else leave it out.",
            ("positives", positives.Length),
            ("negatives", negatives.Length));
    }

    /// <summary>Identifiers are never features, a query is the same for all its products, and the event's time is known.</summary>
    private static bool IsFeature(TaskDefinition task, int place) =>
        task.Columns[place].Type != ColumnType.Id && task.Columns[place].Name != task.Group && task.Columns[place].Name != task.Time;

    private static Func<double, bool> Classes(TaskKind kind, IReadOnlyList<Example> rows)
    {
        double[] labels = [.. rows.Select(row => row.Label).Order()];
        var bound = labels.Length == 0 ? 0 : kind switch { TaskKind.Binary => 0, TaskKind.Ranking => labels[0], _ => labels[(labels.Length - 1) / 2] };
        return label => label > bound;
    }

    private static IEnumerable<int> Thinned(int rows, Func<int, bool> belongs)
    {
        int[] all = [.. Enumerable.Range(0, rows).Where(belongs)];
        return all.Length <= MostOfAClass ? all : Enumerable.Range(0, MostOfAClass).Select(place => all[(int)((long)place * all.Length / MostOfAClass)]);
    }

    private static double Best(TaskDefinition task, int place, Row[] rows, bool[] labels)
    {
        var column = task.Columns[place];
        if (!column.IsNumeric)
            return ColumnAuc.Of(ColumnAuc.LeaveOneOut([.. rows.Select(row => row.Texts[place])], labels), labels);
        var time = column.Type == ColumnType.Time ? task.PlaceOf(task.Time) : -1;
        double[] values = [.. rows.Select(row => time < 0 ? row.Numbers[place] : row.Numbers[place] - row.Numbers[time])];
        return ColumnAuc.OfEitherDirection(values, labels, FewestOfAClass);
    }
}
