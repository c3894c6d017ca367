using System.Text.Json;
using MlFunctions.Domain.Metrics.Ranking;
using MlFunctions.Domain.Serving;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Shadows;

/// <summary>What production and a shadow answered to the same input.</summary>
/// <param name="Production">What was given.</param>
/// <param name="Shadow">What was not.</param>
/// <param name="Differs">Whether they differ by more than production's own error explains: beyond its P10 to P90, another decision, another first product.</param>
/// <param name="Milliseconds">Of scoring the call.</param>
/// <param name="Actual">What really happened; null while that is not known.</param>
public sealed record ShadowPair(Answer Production, Answer Shadow, bool Differs, double Milliseconds, Actual? Actual)
{
    /// <summary>The pair of a row; null where either output is none of the task as it is declared now.</summary>
    public static ShadowPair? Of(TaskDefinition task, ShadowRow row, Actual? actual) =>
        row.Output is { } output && Answer.Read(task.Kind, task.Output, row.Answered) is { } production && Answer.Read(task.Kind, task.Output, output) is { } shadow
            ? new(production, shadow, IsOther(row.Answered, production, output, shadow), row.Milliseconds ?? 0, actual)
            : null;

    /// <summary>The loss of the shadow less production's, by the outcome; null where none is known, and of a ranking in which nothing was wanted.</summary>
    public double? Difference => Actual is { } actual && Loss(Shadow, actual) is { } shadow && Loss(Production, actual) is { } production ? shadow - production : null;

    /// <summary>The answer as one number: the value, or the probability; null of a ranking, whose scores mean nothing beside another model's.</summary>
    public static double? NumberOf(Answer answer) => answer switch
    {
        EstimateAnswer regression => regression.Estimate.Value,
        ProbabilityAnswer binary => binary.Probability,
        _ => null,
    };

    private static bool IsOther(JsonElement answered, Answer production, JsonElement output, Answer shadow) => (production, shadow) switch
    {
        (EstimateAnswer given, EstimateAnswer other) => other.Estimate.Value < given.Estimate.P10 || other.Estimate.Value > given.Estimate.P90,
        (ProbabilityAnswer, _) => Decision(answered) != Decision(output),
        (ScoresAnswer, _) => First(answered) != First(output),
        _ => true,
    };

    private static bool Decision(JsonElement output) => output.TryGetProperty("decision", out var decision) && decision.ValueKind == JsonValueKind.True;

    private static string First(JsonElement output) => output.GetProperty("ranking")[0].GetProperty("id").GetRawText();

    /// <summary>Absolute error, squared difference of probability and outcome, 1 − NDCG@10.</summary>
    private static double? Loss(Answer answer, Actual actual) => answer switch
    {
        EstimateAnswer regression => Math.Abs(actual.Number - regression.Estimate.Value),
        ProbabilityAnswer binary => Math.Pow(binary.Probability - actual.Number, 2),
        ScoresAnswer ranking => 1 - Gain(ranking.Scores, actual.Grades()),
        _ => null,
    };

    private static double? Gain(IReadOnlyDictionary<string, double> scores, IReadOnlyDictionary<string, double> grades) =>
        NormalisedGain.At10.OfRequest([.. scores.Values], [.. scores.Keys.Select(id => grades.GetValueOrDefault(id))]);
}
