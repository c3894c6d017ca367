using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Monitoring.Spans;

namespace MlFunctions.Domain.Monitoring.Maturity;

/// <summary>The product-limit estimate of the delay of labels, by the bins of <see cref="LogBins"/>.</summary>
/// <remarks>
/// Kaplan and Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958); of two classes the cumulative incidence of each, Aalen and Johansen, Scandinavian Journal of Statistics 5
/// (1978). Within a bin those censored in it count half (Cutler and Ederer, Journal of Chronic Diseases 8, 1958).
/// </remarks>
internal sealed class DelayFit
{
    private readonly int first;
    private readonly double[] positives;
    private readonly double[] others;
    private readonly double[] censored;
    private double atRisk;

    private DelayFit(int first, int last)
    {
        this.first = first;
        (positives, others, censored) = (new double[last - first + 1], new double[last - first + 1], new double[last - first + 1]);
    }

    public static DelayCurve? Of(TaskKind kind, IEnumerable<(DateTimeOffset Start, TimeSpan Length, Aggregate Sums)> spans, DateTimeOffset now)
    {
        LabelledSpan[] all = [.. spans.Select(span => LabelledSpan.Of(span.Start, span.Length, span.Sums, now)).OfType<LabelledSpan>()];
        var (positives, others) = (all.Sum(span => span.Positives.Sum(bin => bin.Count)), all.Sum(span => span.Others.Sum(bin => bin.Count)));
        if (others < DelayCurve.FewestOutcomes || (kind == TaskKind.Binary && positives < DelayCurve.FewestOutcomes))
            return null;
        var fit = new DelayFit(all.SelectMany(span => span.Labelled).Min(bin => bin.Bin), all.Max(span => LogBins.Of(span.Oldest)));
        foreach (var span in all)
            fit.Add(span);
        return DelayCurve.Thinned(fit.Estimate(), kind == TaskKind.Binary);
    }

    private void Add(LabelledSpan span)
    {
        foreach (var (bin, count) in span.Positives)
            positives[Place(bin)] += count;
        foreach (var (bin, count) in span.Others)
            others[Place(bin)] += count;
        atRisk += span.Labelled.Sum(bin => bin.Count);
        foreach (var (from, to, count) in span.Unlabelled())
            Censor(from, to, count);
    }

    /// <summary>Spreads predictions evenly over their ages.</summary>
    private void Censor(double from, double to, double count)
    {
        for (var bin = Math.Max(first, LogBins.Of(from)); bin <= LogBins.Of(to); bin++)
        {
            var share = to > from ? (Math.Min(to, LogBins.Upper(bin)) - Math.Max(from, LogBins.Upper(bin - 1))) / (to - from) : 1;
            censored[Place(bin)] += share * count;
            atRisk += share * count;
        }
    }

    /// <summary>The upper age of each bin with the shares that are labelled by then, as long as enough are at risk.</summary>
    private List<DelayPoint> Estimate()
    {
        var (rest, unlabelled, other, positive) = (atRisk, 1.0, 0.0, 0.0);
        var points = new List<DelayPoint> { new(LogBins.Upper(first - 1), 0, 0) };
        for (var place = 0; place < censored.Length && rest - (censored[place] / 2) >= DelayCurve.FewestAtRisk; place++)
        {
            var risk = rest - (censored[place] / 2);
            var labelled = Math.Min(1, (others[place] + positives[place]) / risk);
            other += unlabelled * labelled * Part(others[place], positives[place]);
            positive += unlabelled * labelled * Part(positives[place], others[place]);
            unlabelled *= 1 - labelled;
            points.Add(new DelayPoint(LogBins.Upper(first + place), other, positive));
            rest -= others[place] + positives[place] + censored[place];
        }

        return points;

        static double Part(double one, double other) => one + other > 0 ? one / (one + other) : 0;
    }

    private int Place(int bin) => Math.Clamp(bin - first, 0, censored.Length - 1);
}

/// <summary>The shares of predictions that are labelled by an age in seconds.</summary>
internal readonly record struct DelayPoint(double Age, double Others, double Positives);
