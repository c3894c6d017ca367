using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Live;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Expected;

/// <summary>What a regression's mean absolute error will be if answers with ranges of a width are as wrong as they were on the validation rows, before any label has come.</summary>
/// <remarks>
/// Direct loss estimation (NannyML's name) with the model's own range P10…P90 as the one feature of the loss. It sees inputs that have moved to where the model is less sure. It is blind to concept
/// drift, and to inputs whose ranges do not tell that they are harder.
/// </remarks>
public static class DirectLossEstimation
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>The expected error, marked as estimated, with the 95 % interval of what the labels will show; null of a span without predictions, or without a table.</summary>
    /// <param name="sums">Of the span, of which only the widths are read.</param>
    /// <param name="lossByWidth">Of the model: ascending bins of <see cref="LogBins"/> of P90 − P10, each the last of its part, with the mean |error| of the rows in it. Wider ones are in the last.</param>
    public static LiveMetric? Of(Aggregate sums, IReadOnlyList<(int UpperBin, double MeanAbsoluteError)> lossByWidth)
    {
        if (lossByWidth.Count == 0 || sums.Find(HistogramNames.Widths) is not { } widths)
            return null;
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (bin, rows) in widths.Bins.Where(bin => bin.Count > 0))
        {
            var loss = lossByWidth.FirstOrDefault(part => bin <= part.UpperBin, lossByWidth[^1]).MeanAbsoluteError;
            (count, sum, squares) = (count + rows, sum + (rows * loss), squares + (rows * loss * loss));
        }

        if (count == 0)
            return null;
        // Errors of one width are taken to spread as an exponential law's, by as much as their mean: that of a normal law is 0.76 of it, of a Laplace law all of it.
        var error = Math.Sqrt(squares) / count;
        var mean = sum / count;
        return new LiveMetric(MeanAbsoluteError.Metric.Name, mean, count, error, Lower: Math.Max(0, mean - (Normal95 * error)), Upper: mean + (Normal95 * error), IsEstimated: true);
    }
}
