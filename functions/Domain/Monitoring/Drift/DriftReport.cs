using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Profiles;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Statistics;

namespace MlFunctions.Domain.Monitoring.Drift;

/// <summary>Live sums of a model.</summary>
/// <param name="Sums">Its predictions, binned by its profile.</param>
/// <param name="Length">Of how long a time.</param>
public sealed record LiveWindow(Aggregate Sums, TimeSpan Length)
{
    /// <summary>Whether they are of whole days, to the minute: only then hours of the day can be compared.</summary>
    public bool IsWholeDays => Length.TotalDays >= 1 && Length.Ticks % TimeSpan.TicksPerDay < TimeSpan.TicksPerMinute;

    /// <summary>How many days they are of, 1 at least.</summary>
    internal double Days => Math.Max(1, Length.TotalDays);
}

/// <summary>How a model's live inputs and answers differ from those of its training.</summary>
/// <param name="Predictions">Live answers.</param>
/// <param name="Level">How often, without any change, a report finds any.</param>
/// <param name="Columns">Columns and answers, worst first.</param>
public sealed record DriftReport(long Predictions, double Level, IReadOnlyList<ColumnDrift> Columns)
{
    /// <summary>One report in a hundred.</summary>
    public const double DefaultLevel = 0.01;

    /// <summary>Compares live sums with a model's profile.</summary>
    /// <param name="kind">Of the task.</param>
    /// <param name="profile">Of the model.</param>
    /// <param name="now">The window to judge.</param>
    /// <param name="first">The model's first day of service, which tells skew from drift; null where it is not known.</param>
    /// <param name="level">How often, without any change, any column is found, and how often any clause is found broken.</param>
    public static DriftReport Compare(TaskKind kind, ModelProfile profile, LiveWindow now, LiveWindow? first = null, double level = DefaultLevel)
    {
        Part[] parts =
        [
            .. profile.Columns.Select(column => new Part(Watched.Of(column, profile.Evidence), sums => sums.Column(column.Name), column)),
            new(WatchedAnswers.OutputOf(kind, profile.Answers), sums => sums.Output),
            .. kind == TaskKind.Regression ? [new Part(WatchedAnswers.WidthOf(profile.Answers), sums => sums.Widths)] : Array.Empty<Part>(),
        ];
        var drift = Family.Compare([.. parts.Select(part => part.Pair(now, null))], level);
        var skew = first is null ? null : Family.Compare([.. parts.Select(part => part.Pair(first, null))], level);
        var change = first is null ? null : Family.Compare([.. parts.Select(part => part.Pair(now, first))], level);
        ContractCheck[][] checks = [.. parts.Select(part => part.Checks(now.Sums, profile.Evidence).ToArray())];
        var limit = BenjaminiHochberg.Limit([.. checks.SelectMany(check => check).Select(check => check.PValue)], level);
        var columns = parts.Select((part, place) => new ColumnDrift(
            part.Watched.Name,
            part.Column?.Type,
            ColumnDrift.Judge(drift[place], skew?[place], change?[place]),
            drift[place],
            skew?[place],
            change?[place],
            [.. checks[place].Select(check => check.Judged(limit))],
            part.Bins(now.Sums)));
        return new(now.Sums.Predictions, level, [.. columns.OrderByDescending(column => column.Verdict).ThenByDescending(column => column.BreaksContract).ThenByDescending(column => column.Drift?.Size)]);
    }

    /// <summary>One thing that is compared, and where its live values are.</summary>
    private sealed record Part(Watched Watched, Func<Aggregate, Histogram> Live, ColumnReference? Column = null)
    {
        /// <summary>A window beside an earlier one, or beside training; null where they are not to be compared.</summary>
        public Samples? Pair(LiveWindow window, LiveWindow? before) =>
            Watched.IsTested && (!Watched.IsByHour || (window.IsWholeDays && before is not { IsWholeDays: false }))
                ? Watched.Beside(Counts(window.Sums), before is null ? Watched.Reference : Counts(before.Sums)) with { Days = Math.Min(window.Days, before?.Days ?? window.Days) }
                : null;

        public IEnumerable<ContractCheck> Checks(Aggregate sums, double training) =>
            Column is null ? [] : ContractCheck.Of(Column, Live(sums), Evidence(sums), training);

        public IReadOnlyList<DriftBin> Bins(Aggregate sums)
        {
            var live = Watched.Count(Live(sums), 1);
            var (n, m) = (Math.Max(1, live.Sum()), Math.Max(double.Epsilon, Watched.Reference.Sum()));
            return [.. live.Select((count, cell) => new DriftBin(Watched.Label(cell), count / n, Watched.Reference[cell] / m)).Where(bin => bin.Live > 0 || bin.Training > 0)];
        }

        private double[] Counts(Aggregate sums) => Watched.Count(Live(sums), Evidence(sums));

        /// <summary>The products of one request say little more than one of them.</summary>
        private double Evidence(Aggregate sums) => Live(sums).Total is var rows and > 0 ? Math.Min(1, (double)sums.Predictions / rows) : 1;
    }
}
