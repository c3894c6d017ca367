using System.Globalization;
using MlFunctions.Domain.Kernel;
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

/// <summary>Splits rows as a model is used: on what comes after its training, or on requests and cases that it has not seen.</summary>
public static class HoldOut
{
    public const double DefaultShare = 0.2;

    private const double SecondsADay = 86_400;

    /// <summary>Whole requests of a ranking task; else the last days where rows have a time, because a random split would let a model learn tomorrow's weather; else rows drawn from the seed.</summary>
    public static Split Of(TaskDefinition task, IReadOnlyList<Example> examples, int seed, double share = DefaultShare)
    {
        if (task.PlaceOf(task.Group) is var group and >= 0)
            return Requests([.. examples.Select(example => example.Input.Text(group, task.Columns[group]) ?? string.Empty)], seed, share);
        return task.PlaceOf(task.Time) is var time and >= 0
            ? LastDays([.. examples.Select(example => example.Input.Numbers[time])], share)
            : Shuffled([.. examples.Select(example => task.Kind == TaskKind.Binary ? example.Label : 0)], seed, share);
    }

    /// <summary>A share of the requests, each whole, in an order drawn from the seed.</summary>
    public static Split Requests(IReadOnlyList<string> requests, int seed, double share = DefaultShare)
    {
        var names = requests.Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length < 2)
            return Split.Refuse($"A split needs at least 2 requests, and there are {names.Length}: upload more requests, or a validation set.");
        new Random(seed).Shuffle(names);
        var validation = names.Take(Part(names.Length, share)).ToHashSet(StringComparer.Ordinal);
        return By(requests.Count, row => validation.Contains(requests[row]), $"a random {validation.Count} of {names.Length} requests, seed {seed}");
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

    /// <summary>A share of the rows of each class, in an order drawn from the seed.</summary>
    /// <param name="classes">Of each row, its class; one value where there are none.</param>
    /// <param name="seed">Same rows and seed, same split.</param>
    /// <param name="share">Between 0 and 1, of the rows.</param>
    public static Split Shuffled(IReadOnlyList<double> classes, int seed, double share = DefaultShare)
    {
        if (classes.Count < 2)
            return Split.Refuse($"A split needs at least 2 rows, and there are {classes.Count}: upload more rows, or a validation set.");
        var random = new Random(seed);
        var validation = new HashSet<int>();
        foreach (var rows in Enumerable.Range(0, classes.Count).GroupBy(row => classes[row]).OrderBy(rows => rows.Key).Select(rows => rows.ToArray()).Where(rows => rows.Length > 1))
        {
            random.Shuffle(rows);
            validation.UnionWith(rows.Take(Part(rows.Length, share)));
        }

        return By(classes.Count, validation.Contains, $"a random {validation.Count} of {classes.Count} rows, seed {seed}");
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
