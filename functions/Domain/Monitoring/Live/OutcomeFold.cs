using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Bins;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Metrics.Regression;
using MlFunctions.Domain.Monitoring.Spans;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Monitoring.Live;

/// <summary>From what was answered and what really happened to the sums of a span.</summary>
public static class OutcomeFold
{
    /// <summary>Of a ranking: whether any product of the list was wanted at all.</summary>
    public const string ClickThrough = "clickThrough";

    /// <summary>Adds an outcome, or takes it back: the same one added with 1 and with −1 leaves every sum exactly as it was.</summary>
    /// <param name="sums">Of the span that the prediction belongs to.</param>
    /// <param name="kind">Of the task.</param>
    /// <param name="answer">Of that kind.</param>
    /// <param name="actual">Of that kind. A ranked product that has no grade has grade 0, as one that nobody clicked; grades of products that were not ranked say nothing.</param>
    /// <param name="delay">From the prediction to when its outcome was told; a clock that runs ahead makes it 0.</param>
    /// <param name="sign">1, or −1 for an outcome that is corrected.</param>
    /// <exception cref="ArgumentException">The answer is of another kind.</exception>
    public static void Add(Aggregate sums, TaskKind kind, Answer answer, Actual actual, TimeSpan delay, int sign)
    {
        switch (kind, answer)
        {
            case (TaskKind.Regression, EstimateAnswer estimate):
                foreach (var metric in RegressionMetrics.All)
                    sums.Term(metric.Name).Add(metric.Term(actual.Number, estimate.Estimate), sign);
                break;
            case (TaskKind.Ranking, ScoresAnswer ranking):
                AddRanking(sums, ranking.Scores, actual.Grades(), sign);
                break;
            case (TaskKind.Binary, ProbabilityAnswer binary):
                AddBinary(sums, binary.Probability, actual.Number == 1, sign);
                break;
            default:
                throw new ArgumentException($"The answer is none of a {kind} task.", nameof(answer));
        }

        sums.Outcomes += sign;
        var delays = kind == TaskKind.Binary && actual.Number == 1 ? sums.PositiveDelays : sums.Delays;
        delays.Add(LogBins.Of(Math.Max(0, delay.TotalSeconds)), sign);
    }

    private static void AddRanking(Aggregate sums, IReadOnlyDictionary<string, double> scored, IReadOnlyDictionary<string, double> graded, int sign)
    {
        double[] scores = [.. scored.Values];
        double[] grades = [.. scored.Keys.Select(id => graded.GetValueOrDefault(id))];
        foreach (var metric in RankingMetrics.All)
        {
            if (metric.OfRequest(scores, grades) is { } figure)
                sums.Term(metric.Name).Add(figure, sign);
        }

        sums.Term(ClickThrough).Add(grades.Any(grade => grade > 0) ? 1 : 0, sign);
    }

    private static void AddBinary(Aggregate sums, double probability, bool positive, int sign)
    {
        (positive ? sums.Positives : sums.Negatives).Add(ScoreBins.Of(probability), sign);
        foreach (var loss in ProbabilityLoss.All)
            sums.Term(loss.TermOf(positive)).Add(loss.Of(probability, positive), sign);
    }
}
