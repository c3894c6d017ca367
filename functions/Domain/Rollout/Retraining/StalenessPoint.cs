using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>What an older model loses on a validation set against the freshest one on the same rows.</summary>
/// <param name="Set">The dataset's version.</param>
/// <param name="Model">The older model.</param>
/// <param name="AgeDays">From the end of the rows that it learned from to the middle of the set's.</param>
/// <param name="Freshest">The model that it is held against.</param>
/// <param name="Loss">As a share of the freshest one's deciding metric; negative where the older is better.</param>
/// <param name="StandardError">Of the loss, the two models' errors taken as independent: the rows are the same, so it is smaller.</param>
public sealed record StalenessPoint(int Set, int Model, double AgeDays, int Freshest, double Loss, double StandardError)
{
    private const double HalfWidth = 1.959964;

    /// <summary>Those of every set on which models of different age were scored; of a model that was scored on a set several times, the last.</summary>
    public static IReadOnlyList<StalenessPoint> Of(IEnumerable<SetScore> scores, Metric metric) =>
    [
        .. from set in scores.Where(score => score.AgeDays is not null).GroupBy(score => score.Set).OrderBy(set => set.Key)
           let models = set.GroupBy(score => score.Model).Select(model => model.MaxBy(score => score.At)!).OrderBy(score => score.AgeDays).ThenByDescending(score => score.Model).ToArray()
           from older in models.Skip(1)
           where older.AgeDays > models[0].AgeDays
           let point = Of(older, models[0], metric)
           where point is not null
           select point,
    ];

    private static StalenessPoint? Of(SetScore older, SetScore freshest, Metric metric)
    {
        if (older.Evaluation.Metric(metric.Name) is not { } its || freshest.Evaluation.Metric(metric.Name) is not { } best || best.Value == 0)
            return null;
        var error = Math.Sqrt(Math.Pow(its.Upper - its.Lower, 2) + Math.Pow(best.Upper - best.Lower, 2)) / (2 * HalfWidth * Math.Abs(best.Value));
        return new(older.Set, older.Model, older.AgeDays!.Value, freshest.Model, (metric.Rank(its.Value) - metric.Rank(best.Value)) / Math.Abs(best.Value), error);
    }
}
