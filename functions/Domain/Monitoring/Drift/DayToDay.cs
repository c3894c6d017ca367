using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>
/// How far single days of training were from all of them. Rows of one day share its weather, its weekday and its couriers, so that even a large sample of a day like any other differs from
/// the mixture of many; such a change is none. A new day of the same kind is further away than each of d days with probability 1 / (d + 1).
/// </summary>
internal static class DayToDay
{
    private const double SecondsADay = 86_400;
    private const int MostDays = 60;
    private const int FewestDays = 7;

    /// <summary>The profile with the greatest distance of a day for each column and detector; as it is where the task has no time, or the rows are of less than a week.</summary>
    /// <param name="profile">Of the rows.</param>
    /// <param name="task">Of the model.</param>
    /// <param name="rows">The training rows, of which the last two months are looked at.</param>
    public static ModelProfile Learn(ModelProfile profile, TaskDefinition task, IReadOnlyList<Row> rows)
    {
        var time = task.PlaceOf(task.Time);
        if (time < 0)
            return profile;
        var last = rows.Select(row => Day(row, time)).DefaultIfEmpty().Max();
        var days = new SortedDictionary<double, Histogram[]>();
        foreach (var row in rows)
        {
            if (!(Day(row, time) > last - MostDays))
                continue;
            if (!days.TryGetValue(Day(row, time), out var columns))
                days[Day(row, time)] = columns = [.. profile.Columns.Select(_ => new Histogram())];
            for (var place = 0; place < columns.Length; place++)
                columns[place].Add(profile.BinOf(row, place));
        }

        // A first or last day that is cut off is no day.
        var enough = days.Count == 0 ? 0 : days.Values.Average(columns => columns[0].Total) / 2;
        Histogram[][] whole = [.. days.Values.Where(columns => columns[0].Total >= enough)];
        return whole.Length < FewestDays ? profile : profile with
        {
            Columns = [.. profile.Columns.Select((column, place) => column with { DayToDay = Farthest(Watched.Of(column, profile.Evidence), [.. whole.Select(columns => columns[place])], profile.Evidence) })],
        };
    }

    private static double Day(Row row, int time) => Math.Floor(row.Numbers[time] / SecondsADay);

    private static SortedDictionary<string, double> Farthest(Watched column, Histogram[] days, double evidence)
    {
        var farthest = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (!column.IsTested)
            return farthest;
        foreach (var pair in days.Select(day => column.Beside(column.Count(day, evidence), column.Reference)))
        {
            foreach (var detector in Detectors.All)
            {
                if (detector.Measure(pair) is { } distance)
                    farthest[detector.Name] = Math.Max(distance.Value, farthest.GetValueOrDefault(detector.Name));
            }
        }

        return farthest;
    }
}
