namespace MlFunctions.Domain.Datasets.Leaks;

/// <summary>How well one column separates two classes.</summary>
/// <remarks>The area under the ROC curve by ranks, ties half (Hanley and McNeil 1982).</remarks>
internal static class ColumnAuc
{
    /// <summary>The area, of large values or of small ones, over all rows with the missing below the others (which rows lack a value may tell the class), or over those that have one.</summary>
    /// <param name="values">n values; NaN where missing.</param>
    /// <param name="labels">n classes.</param>
    /// <param name="fewest">Of a class, for the area over present values.</param>
    public static double OfEitherDirection(double[] values, bool[] labels, int fewest)
    {
        var all = Of([.. values.Select(value => double.IsNaN(value) ? double.NegativeInfinity : value)], labels);
        int[] present = [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]))];
        bool[] known = [.. present.Select(row => labels[row])];
        var some = known.Count(label => label) >= fewest && known.Count(label => !label) >= fewest ? Of([.. present.Select(row => values[row])], known) : 0.5;
        return new[] { all, 1 - all, some, 1 - some }.Max();
    }

    /// <summary>How often a row of the class has a larger value than one that is not, ties half.</summary>
    /// <param name="values">n values without NaN, not kept.</param>
    /// <param name="labels">n classes, both there.</param>
    public static double Of(double[] values, bool[] labels)
    {
        var order = labels.ToArray();
        Array.Sort(values, order);
        var (sum, positives, negatives) = (0.0, 0.0, 0.0);
        for (var start = 0; start < values.Length;)
        {
            var (tiedPositives, tiedNegatives) = (0, 0);
            var end = start;
            for (; end < values.Length && values[end] == values[start]; end++)
                _ = order[end] ? tiedPositives++ : tiedNegatives++;
            sum += tiedPositives * (negatives + (tiedNegatives / 2.0));
            (positives, negatives, start) = (positives + tiedPositives, negatives + tiedNegatives, end);
        }

        return sum / (positives * negatives);
    }

    /// <summary>Of each row, the share of the class among the other rows of its category; among all rows, where there is no other. A row's own label would tell itself.</summary>
    public static double[] LeaveOneOut(string?[] categories, bool[] labels)
    {
        var counts = new Dictionary<string, (int Rows, int Positives)>(StringComparer.Ordinal);
        foreach (var (row, category) in categories.Index())
        {
            var (rows, positives) = counts.GetValueOrDefault(category ?? string.Empty);
            counts[category ?? string.Empty] = (rows + 1, positives + (labels[row] ? 1 : 0));
        }

        var share = labels.Count(label => label) / (double)labels.Length;
        return [.. categories.Select((category, row) => counts[category ?? string.Empty] is { Rows: > 1 } of ? (of.Positives - (labels[row] ? 1 : 0)) / (of.Rows - 1.0) : share)];
    }
}
