using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Monitoring.Binned;

/// <summary>By how much a metric would change for each more row of a bin: what its sampling error follows from, in one pass over the bins and without resampling.</summary>
/// <remarks>
/// Jaeckel, The Infinitesimal Jackknife, Bell Laboratories Memorandum 72-1215-11 (1972); Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), chapter 6: the variance is the sum
/// over rows of the squared influence, which is what a Poisson bootstrap tends to. Of the area under the ROC curve it is the variance of DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988).
/// </remarks>
/// <param name="OfPositive">Of each bin, in the order of the bins.</param>
/// <param name="OfNegative">The same.</param>
internal sealed record Influence(double[] OfPositive, double[] OfNegative)
{
    // With one row of a class nothing is known of how such rows differ.
    private const double FewestOfAClass = 2;

    public static Influence Of(IReadOnlyList<ScoreBin> bins, Func<int, double> ofPositive, Func<int, double> ofNegative) =>
        new([.. bins.Select((_, place) => ofPositive(place))], [.. bins.Select((_, place) => ofNegative(place))]);

    /// <summary>The standard error of a metric of outcomes that are known, and the skewness of single terms that a mean as skewed as it would have.</summary>
    public (double? StandardError, double Skewness) OfKnown(BinnedScores scores)
    {
        if (scores.Positives < FewestOfAClass || scores.Negatives < FewestOfAClass)
            return (null, 0);
        var (positive, negative) = Centres(scores);
        var (second, third) = (0.0, 0.0);
        for (var place = 0; place < scores.Bins.Count; place++)
        {
            var (one, other) = (OfPositive[place] - positive, OfNegative[place] - negative);
            second += (scores.Bins[place].Positives * one * one) + (scores.Bins[place].Negatives * other * other);
            third += (scores.Bins[place].Positives * one * one * one) + (scores.Bins[place].Negatives * other * other * other);
        }

        var error = Math.Sqrt(second);
        return (Json.Finite(error), error > 0 ? Json.Finite(third / (second * error) * Math.Sqrt(scores.Positives + scores.Negatives)) ?? 0 : 0);
    }

    /// <summary>The standard error of a metric of rows whose class is drawn by their own probability: positive in place of negative moves it by the difference of both influences.</summary>
    public double? OfDrawn(BinnedScores scores)
    {
        var (positive, negative) = Centres(scores);
        return Json.Finite(Math.Sqrt(scores.Bins.Select((bin, place) =>
            bin.Rows * bin.Score * (1 - bin.Score) * Math.Pow(OfPositive[place] - positive - OfNegative[place] + negative, 2)).Sum()));
    }

    /// <summary>The mean influence of each class where the weight follows from how many rows of each came: it takes back what more rows of a class would change.</summary>
    private (double Positive, double Negative) Centres(BinnedScores scores) => scores.HasDeclaredPrevalence
        ? (scores.Bins.Select((bin, place) => bin.Positives * OfPositive[place]).Sum() / scores.Positives, scores.Bins.Select((bin, place) => bin.Negatives * OfNegative[place]).Sum() / scores.Negatives)
        : (0, 0);
}
