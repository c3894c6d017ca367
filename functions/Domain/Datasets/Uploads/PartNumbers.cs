using System.Globalization;

namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>Which parts of an upload are missing.</summary>
public static class PartNumbers
{
    /// <summary>The numbers from 1 to <paramref name="last"/> that are not there, in order.</summary>
    /// <param name="parts">In the order of their numbers.</param>
    /// <param name="last">The number of the last part; null for the highest that is there.</param>
    public static IReadOnlyList<int> Missing(IReadOnlyList<UploadPart> parts, int? last = null)
    {
        var end = last ?? (parts.Count == 0 ? 0 : parts[^1].Number);
        var there = parts.Select(part => part.Number).ToHashSet();
        return [.. Enumerable.Range(1, end).Where(number => !there.Contains(number))];
    }

    /// <summary>Numbers in words, runs of them joined: <c>2, 5-7 and 9</c>. After ten runs the rest is counted.</summary>
    public static string Text(IReadOnlyList<int> numbers)
    {
        var runs = Runs(numbers).Select(run => run.First == run.Last ? Number(run.First) : $"{Number(run.First)}-{Number(run.Last)}").ToList();
        if (runs.Count > MaxRuns)
            return $"{string.Join(", ", runs.Take(MaxRuns))} and others, {Number(numbers.Count)} in all";
        return runs.Count < 2 ? string.Concat(runs) : $"{string.Join(", ", runs.SkipLast(1))} and {runs[^1]}";
    }

    private const int MaxRuns = 10;

    private static List<(int First, int Last)> Runs(IReadOnlyList<int> numbers)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var number in numbers)
        {
            if (runs.Count > 0 && runs[^1].Last == number - 1)
                runs[^1] = (runs[^1].First, number);
            else
                runs.Add((number, number));
        }

        return runs;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
