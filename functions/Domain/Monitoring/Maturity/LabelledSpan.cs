using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Maturity;

/// <summary>What is known of the delays in a span whose predictions came evenly in it: the labelled by their delays, and how old the others are.</summary>
/// <param name="Youngest">Age in seconds of the last prediction.</param>
/// <param name="Oldest">Of the first.</param>
/// <param name="Predictions">How many came.</param>
/// <param name="Positives">Labels of a binary task's positive class, by the bin of their delay.</param>
/// <param name="Others">All other labels.</param>
internal sealed record LabelledSpan(double Youngest, double Oldest, long Predictions, IReadOnlyList<(int Bin, long Count)> Positives, IReadOnlyList<(int Bin, long Count)> Others)
{
    public IEnumerable<(int Bin, long Count)> Labelled => Positives.Concat(Others);

    /// <summary>Null for a span that is still to come or is empty.</summary>
    public static LabelledSpan? Of(DateTimeOffset start, TimeSpan length, Aggregate sums, DateTimeOffset now)
    {
        var (youngest, oldest) = (Math.Max(0, (now - start - length).TotalSeconds), (now - start).TotalSeconds);
        var (positives, others) = (Known(sums, HistogramNames.PositiveDelays), Known(sums, HistogramNames.Delays));
        var predictions = Math.Max(sums.Predictions, positives.Concat(others).Sum(bin => bin.Count));
        return oldest > 0 && predictions > 0 ? new LabelledSpan(youngest, oldest, predictions, positives, others) : null;
    }

    /// <summary>The predictions without a label as counts that are spread evenly from one age to another; negative counts take away.</summary>
    /// <remarks>
    /// All predictions are spread evenly over the span's ages. Of those labelled after T seconds the ages are too, but for those below T, at which they would not be labelled yet. What remains when
    /// these are taken away are the unlabelled, among whom the young are many: no delay law has to be supposed.
    /// </remarks>
    public IEnumerable<(double From, double To, double Count)> Unlabelled()
    {
        yield return (Youngest, Oldest, Predictions);
        foreach (var labelled in Labelled.GroupBy(bin => Math.Clamp(LogBins.Value(bin.Bin), Youngest, Oldest), bin => bin.Count))
            yield return (labelled.Key, Oldest, -labelled.Sum());
    }

    private static IReadOnlyList<(int Bin, long Count)> Known(Aggregate sums, string histogram) =>
        [.. (sums.Find(histogram)?.Bins ?? []).Where(bin => bin.Count > 0)];
}
