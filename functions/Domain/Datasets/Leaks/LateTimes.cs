using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>Time columns with values that lie after the outcome was known, so that nobody can have asked with them.</summary>
public static class LateTimes
{
    public const double MostShare = 0.01;

    public static GateVerdict Judge(TaskDefinition task, params DatedRows[] sets)
    {
        int[] times = [.. task.Columns.Index().Where(column => column.Item.Type == ColumnType.Time).Select(column => column.Index)];
        if (times.Length == 0)
            return LeakChecks.Verdict(true, null, null, "Late times: the task has no time column.");
        var (column, late, known) = times.Select(place => Count(task, place, sets)).MaxBy(found => Share(found.Late, found.Known));
        var share = Share(late, known);
        var figure = FormattableString.Invariant($"{late} of {known} values of {column} ({share:0.##%}) lie after the outcome was known; at most {MostShare:0%} may.");
        return LeakChecks.Verdict(
            share <= MostShare, share, MostShare, share <= MostShare ? $"Late times: {figure}" : $"Late times: {figure} Leave the column out, or give the time that was known beforehand.", ("values", known), ("late", late));
    }

    private static double Share(long late, long known) => known == 0 ? 0 : (double)late / known;

    private static (string Column, long Late, long Known) Count(TaskDefinition task, int place, DatedRows[] sets)
    {
        var (late, known) = (0L, 0L);
        foreach (var (rows, knownAt) in sets)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var time = rows[row].Input.Numbers[place];
                known += double.IsNaN(time) ? 0 : 1;
                late += time > knownAt[row] ? 1 : 0;
            }
        }

        return (task.Columns[place].Name, late, known);
    }
}
