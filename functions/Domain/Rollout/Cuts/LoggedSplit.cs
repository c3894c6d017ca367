using System.Globalization;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Cuts;

/// <summary>Which predictions of the log validate and which are learned from, so that no query, unit or day is on both sides.</summary>
public abstract record LoggedSplit(string Description)
{
    /// <summary>The column of rows that is there whenever a task has one decides: the query, the time, who was asked for; else the input itself.</summary>
    /// <param name="task">Whose predictions.</param>
    /// <param name="policy">How many days are on each side, where rows are split by time.</param>
    /// <param name="days">The days since 1970 of labelled events; needed only of a task that <see cref="NeedsDays"/>.</param>
    public static LoggedSplit Of(TaskDefinition task, DatasetPolicy policy, IEnumerable<long> days) =>
        task.Kind == TaskKind.Ranking ? new Hashed("queries", (row, _) => Query(task, row))
        : NeedsDays(task) ? Dated.Of(policy, days)
        : new Hashed("units, or inputs where the call named none,", (row, hash) => row.Unit ?? hash.ToString("x32", CultureInfo.InvariantCulture));

    public static bool NeedsDays(TaskDefinition task) => task.Kind != TaskKind.Ranking && task.PlaceOf(task.Time) >= 0;

    public static long Day(DateTimeOffset time) => (long)Math.Floor((time - DateTimeOffset.UnixEpoch).TotalDays);

    /// <summary>The role of a prediction; null where it is too old for both.</summary>
    /// <param name="row">With its rows.</param>
    /// <param name="input">The hash of its input without the label.</param>
    public abstract DatasetRole? RoleOf(LoggedExample row, UInt128 input);

    /// <summary>The query of a ranking, by which its requests are one.</summary>
    public static string Query(TaskDefinition task, LoggedExample row) =>
        task.PlaceOf(task.Group) is var group and >= 0 ? row.Rows[0].Input.Text(group, task.Columns[group]) ?? string.Empty : row.Origin.Prediction.ToString();

    /// <summary>By a hash of what rows have in common; it stays on its side in every version.</summary>
    private sealed record Hashed(string What, Func<LoggedExample, UInt128, string> Common)
        : LoggedSplit(FormattableString.Invariant($"{HoldOut.DefaultShare:0%} of the {What} validate, by their hash"))
    {
        public override DatasetRole? RoleOf(LoggedExample row, UInt128 input) =>
            RowHash.Share(RowHash.OfText("role", Common(row, input))) < HoldOut.DefaultShare ? DatasetRole.Validation : DatasetRole.Training;
    }

    /// <summary>By whole UTC days.</summary>
    private sealed record Dated(long Training, long Validation, string Words)
        : LoggedSplit(Words)
    {
        public static Dated Of(DatasetPolicy policy, IEnumerable<long> days)
        {
            var newest = days.OrderDescending().ToList();
            var validating = newest.Take((int)Math.Ceiling(policy.ValidationDays)).ToList();
            var learning = newest.Skip(validating.Count).Take((int)Math.Ceiling(policy.TrainingDays)).ToList();
            var from = validating.LastOrDefault(long.MaxValue);
            return new(learning.LastOrDefault(from), from, validating.Count == 0 ? "no day has labelled events" : $"the newest {validating.Count} days with labelled events validate, the {learning.Count} before are learned from");
        }

        public override DatasetRole? RoleOf(LoggedExample row, UInt128 input) => Day(row.Origin.At) switch
        {
            var day when day >= Validation => DatasetRole.Validation,
            var day when day >= Training => DatasetRole.Training,
            _ => null,
        };
    }
}
