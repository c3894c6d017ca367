using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning;

/// <summary>Which part of the training rows each row is held out with.</summary>
/// <param name="Of">The fold of each row, 0 to <paramref name="Count"/> − 1.</param>
/// <param name="Count">How many folds, none empty.</param>
public sealed record Folds(IReadOnlyList<int> Of, int Count)
{
    private const double SecondsADay = 86_400;

    /// <summary>
    /// Whole days in turn where rows have a time, because the errors of one day are correlated and a model is judged on days that it never saw; else
    /// rows drawn from the seed.
    /// </summary>
    public static Folds By(TaskDefinition task, IReadOnlyList<Example> examples, int count, int seed)
    {
        var time = task.Columns.ToList().FindIndex(column => column.Name == task.Time);
        long Day(Example example) => (long)Math.Floor(example.Input.Numbers[time] / SecondsADay);
        var days = time < 0 ? [] : examples.Select(Day).Distinct().Order().ToArray();
        if (days.Length < count)
            return Shuffled(examples.Count, count, seed);
        var fold = days.Select((day, place) => (day, place)).ToDictionary(pair => pair.day, pair => pair.place % count);
        return new Folds([.. examples.Select(example => fold[Day(example)])], count);
    }

    private static Folds Shuffled(int rows, int count, int seed)
    {
        var of = Enumerable.Range(0, rows).Select(row => row % count).ToArray();
        new Random(seed).Shuffle(of);
        return new Folds(of, count);
    }
}
