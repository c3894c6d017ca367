namespace MlFunctions.Domain.Metrics.Bins;

/// <summary>What errors to expect of a regression's answers by the width of their ranges, from answers whose truth is known: direct loss estimation while labels are not there yet.</summary>
/// <remarks>Groups of equal mass in the order of the widths, whose means are made to increase with the width by pooling neighbours (Ayer et al., An Empirical Distribution Function for Sampling with Incomplete Information, 1955).</remarks>
public static class WidthErrors
{
    /// <summary>Of a group, where there are as many.</summary>
    public const int FewestAnswers = 100;

    private const int MostGroups = 50;

    /// <param name="labels">n truths.</param>
    /// <param name="estimates">n answers.</param>
    public static IReadOnlyList<WidthError> Of(IReadOnlyList<double> labels, IReadOnlyList<Estimate> estimates)
    {
        (double Width, double Error)[] sorted = [.. labels.Zip(estimates, (label, estimate) => (Width: estimate.P90 - estimate.P10, Error: Math.Abs(label - estimate.Value))).OrderBy(answer => answer.Width)];
        var size = Math.Max(FewestAnswers, sorted.Length / MostGroups);
        var groups = new List<WidthError>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = Math.Min(start + size, sorted.Length);
            while (end < sorted.Length && (sorted[end].Width == sorted[end - 1].Width || sorted.Length - end < size))
                end++;
            groups.Add(Of(sorted.AsSpan(start, end - start)));
            while (groups is [.., var narrow, var wide] && narrow.MeanAbsoluteError > wide.MeanAbsoluteError)
            {
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add(Pool(narrow, wide));
            }

            start = end;
        }

        return groups;
    }

    private static WidthError Of(ReadOnlySpan<(double Width, double Error)> answers)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var (_, error) in answers)
            (sum, squares) = (Math.Min(double.MaxValue, sum + error), Math.Min(double.MaxValue, squares + (error * error)));
        return new(answers[^1].Width, answers.Length, sum / answers.Length, squares / answers.Length);
    }

    private static WidthError Pool(WidthError narrow, WidthError wide)
    {
        var count = narrow.Count + wide.Count;
        return new(wide.Upper, count, Mean(group => group.MeanAbsoluteError), Mean(group => group.MeanSquaredError));

        double Mean(Func<WidthError, double> of) => ((narrow.Count * of(narrow)) + (wide.Count * of(wide))) / count;
    }
}
