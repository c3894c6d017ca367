using System.Globalization;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Datasets;

/// <summary>Which rows train and which validate, as indices into the rows, each ascending.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Validation">Rows to judge by, never learned from.</param>
/// <param name="Description">How the rows were split, for the model card.</param>
/// <param name="Refusal">Why the rows cannot be split, and what to do; then both lists are empty.</param>
public sealed record Split(IReadOnlyList<int> Training, IReadOnlyList<int> Validation, string Description, string? Refusal = null)
{
    internal static Split Refuse(string refusal) => new([], [], "", refusal);
}

/// <summary>Splits by time, because a model is used on what comes after its training: a random split would let it learn tomorrow's weather.</summary>
public static class TimeSplit
{
    public const double DefaultShare = 0.2;

    private const double SecondsADay = 86_400;

    /// <summary>By the task's time column, or by a seeded shuffle for a task without one.</summary>
    public static Split Of(TaskDefinition task, IReadOnlyList<Example> examples, int seed, double share = DefaultShare)
    {
        var place = task.Columns.ToList().FindIndex(column => column.Name == task.Time);
        return place < 0
            ? Shuffled(examples.Count, seed, share)
            : LastDays([.. examples.Select(example => example.Input.Numbers[place])], share);
    }

    /// <summary>The last ⌈share⌉ of the distinct UTC days validate; rows without a time train.</summary>
    /// <param name="times">n times in seconds since 1970-01-01 UTC, NaN where missing.</param>
    /// <param name="share">Between 0 and 1, of the days.</param>
    public static Split LastDays(IReadOnlyList<double> times, double share = DefaultShare)
    {
        var days = times.Where(double.IsFinite).Select(Day).Distinct().Order().ToList();
        if (days.Count < 2)
            return Split.Refuse($"A split by time needs rows of at least 2 days, and these are of {days.Count}: upload more days, or a validation set.");
        var first = days[^Part(days.Count, share)];
        return By(times.Count, row => double.IsFinite(times[row]) && Day(times[row]) >= first,
            $"the last {Part(days.Count, share)} of {days.Count} days, from {Date(first)}");
    }

    /// <summary>A share of the rows in an order drawn from the seed.</summary>
    public static Split Shuffled(int rows, int seed, double share = DefaultShare)
    {
        if (rows < 2)
            return Split.Refuse($"A split needs at least 2 rows, and there are {rows}: upload more rows, or a validation set.");
        var order = Enumerable.Range(0, rows).ToArray();
        new Random(seed).Shuffle(order);
        var validation = order.Take(Part(rows, share)).ToHashSet();
        return By(rows, validation.Contains, $"a random {validation.Count} of {rows} rows, seed {seed}");
    }

    // At least one part stays on each side.
    private static int Part(int count, double share) => Math.Clamp((int)Math.Ceiling(Math.Round(count * share, 9)), 1, count - 1);

    private static long Day(double seconds) => (long)Math.Floor(seconds / SecondsADay);

    private static string Date(long day) => DateTime.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Split By(int rows, Func<int, bool> validates, string description)
    {
        var sides = Enumerable.Range(0, rows).ToLookup(validates);
        return new Split([.. sides[false]], [.. sides[true]], description);
    }
}
