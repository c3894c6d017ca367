using MlFunctions.Domain.Metrics;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Alarms.Rules;

namespace MlFunctions.Domain.Rollout.Retraining;

/// <summary>What a retraining led to.</summary>
/// <param name="Outcome">Whether it was of use.</param>
/// <param name="At">When its training ended.</param>
/// <param name="Model">Its best model; null where it made none.</param>
/// <param name="Detail">With the figures, in words.</param>
public sealed record RetrainingResult(RetrainingOutcome Outcome, DateTimeOffset At, int? Model, string Detail)
{
    /// <summary>Of a training that has ended.</summary>
    /// <param name="training">The training.</param>
    /// <param name="card">Of its best model; null where it made none.</param>
    public static RetrainingResult Of(Training training, ModelCard? card)
    {
        var at = training.FinishedAt ?? training.QueuedAt;
        if (card is null)
            return new(RetrainingOutcome.Failed, at, null, $"It failed: {training.Error}");
        if (card.Evaluation.Production is not { } production)
            return new(RetrainingOutcome.NoGain, at, card.Version, $"Model {card.Version} was not compared with the one in production, so no gain is known.");
        var difference = production.Difference;
        var gained = card.Evaluation.Better switch
        {
            Better.Lower => difference.Upper < 0,
            Better.Higher => difference.Lower > 0,
            _ => false,
        };
        return new(gained ? RetrainingOutcome.Gained : RetrainingOutcome.NoGain, at, card.Version,
            $"Model {card.Version} is {(gained ? "better" : "not shown to be better")} than model {production.Model}: its {difference.Name} less that one's on the same {card.Evaluation.Rows} rows is {Figure.Words(difference.Value)} (95 % interval {Figure.Words(difference.Lower)} to {Figure.Words(difference.Upper)}).");
    }
}
