using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Learning.Resampling;

/// <summary>Which part of the training rows each row is held out with.</summary>
/// <param name="Of">The fold of each row, 0 to <paramref name="Count"/> − 1.</param>
/// <param name="Count">How many folds, none empty.</param>
public sealed record Folds(IReadOnlyList<int> Of, int Count)
{
    private const double SecondsADay = 86_400;

    /// <summary>
    /// Whole requests of a ranking task, drawn from the seed. Else whole days in turn where rows have a time, because the errors of one day are correlated and
    /// a model is judged on days that it never saw; else rows drawn from the seed, with as many positives of a binary task in each fold.
    /// </summary>
    public static Folds By(TaskDefinition task, IReadOnlyList<Example> examples, int count, int seed)
    {
        var random = new Random(seed);
        if (task.Kind == TaskKind.Ranking)
            return Dealt(examples.Count, Groups.Of(task, examples), count, random);
        var time = task.PlaceOf(task.Time);
        long Day(int row) => (long)Math.Floor(examples[row].Input.Numbers[time] / SecondsADay);
        int[] rows = [.. Enumerable.Range(0, examples.Count)];
        var days = time < 0 ? [] : rows.Select(Day).Distinct().Order().ToArray();
        if (days.Length < count)
            return Dealt(rows.Length, [.. rows.GroupBy(row => task.Kind == TaskKind.Binary && examples[row].Label == 1).SelectMany(@class => Shuffled([.. @class.Select(row => new[] { row })], random))], count, null);
        var fold = days.Select((day, place) => (day, place)).ToDictionary(pair => pair.day, pair => pair.place % count);
        return new Folds([.. rows.Select(row => fold[Day(row)])], count);
    }

    private static Folds Dealt(int rows, IReadOnlyList<int[]> parts, int count, Random? random)
    {
        var of = new int[rows];
        foreach (var (place, part) in (random is null ? parts : Shuffled([.. parts], random)).Index())
        {
            foreach (var row in part)
                of[row] = place % count;
        }

        return new Folds(of, count);
    }

    private static int[][] Shuffled(int[][] parts, Random random)
    {
        random.Shuffle(parts);
        return parts;
    }
}
