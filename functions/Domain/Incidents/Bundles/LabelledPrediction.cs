using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Metrics.Binary;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Incidents.Bundles;

/// <summary>A prediction whose outcome is known.</summary>
/// <param name="Id">Which.</param>
/// <param name="Row">Of the log.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Actual">What really happened.</param>
public sealed record LabelledPrediction(PredictionId Id, LogRow Row, Answer Answer, Actual Actual)
{
    private static readonly ProbabilityLoss Surprise = ProbabilityLoss.All.First(loss => loss.Metric.Name == Metrics.Binary.LogLoss.Metric.Name);

    /// <summary>What <see cref="Error"/> is of a kind.</summary>
    public static string ErrorOf(TaskKind kind) => kind switch
    {
        TaskKind.Regression => "absolute error",
        TaskKind.Binary => "log loss",
        _ => "1 − NDCG@10",
    };

    /// <summary>How wrong it was: a regression's absolute error, a probability's log loss, 1 − NDCG@10 of a ranking; null of a ranking in which nothing was wanted.</summary>
    public double? Error => Answer switch
    {
        EstimateAnswer regression => Math.Abs(Actual.Number - regression.Estimate.Value),
        ProbabilityAnswer binary => Surprise.Of(binary.Probability, Actual.Number == 1),
        ScoresAnswer ranking => 1 - Gain(ranking.Scores, Actual.Grades()),
        _ => null,
    };

    private static double? Gain(IReadOnlyDictionary<string, double> scores, IReadOnlyDictionary<string, double> grades) =>
        NormalisedGain.At10.OfRequest([.. scores.Values], [.. scores.Keys.Select(id => grades.GetValueOrDefault(id))]);
}
