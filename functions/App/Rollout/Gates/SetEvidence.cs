using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>How a model did on the rows that judge it now: the present validation set, or, where the task has none, the rows that were held out of its training.</summary>
public sealed class SetEvidence(SetScorer scorer, HeldOutScorer heldOut)
{
    /// <summary>Null where it was not scored yet and is not to be.</summary>
    public async Task<Result<Evaluation>?> OfAsync(GateSubject subject, bool isToBeMeasured, CancellationToken cancel)
    {
        var (task, card) = (subject.Task, subject.Card);
        if (subject.Set is { } set)
        {
            if (await scorer.FindAsync(task, card.Version, set, subject.Live, cancel) is { } known)
                return known.Evaluation;
            return isToBeMeasured ? (Result<Evaluation>?)Of(await scorer.ScoreAsync(task, card.Version, set, cancel)) : null;
        }

        return subject.Production is not { } production || card.Evaluation.Production?.Model == production
            ? card.Evaluation
            : await heldOut.CompareAsync(task, card, production, isToBeMeasured, cancel);
    }

    private static Result<Evaluation> Of(Result<SetScore> score) => score.IsDone ? score.Value.Evaluation : score.Refusal;
}
