using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>
/// Compares two models that were judged by the same rows held out of the same dataset, by what each answered then: after that judgement both learned from these rows too, so they cannot be asked again.
/// </summary>
public sealed class HeldOutScorer(ModelStore models, DatasetStore datasets, ScoreStore scores, TimeProvider time)
{
    private const string Advice = "The task has no validation set, and the two models were not judged by the same rows: upload validation rows (POST …/datasets?role=validation) that neither learned from.";

    /// <summary>The model's figures beside the other's; null where they are not kept and are not to be made; a model whose other was judged by other rows is refused.</summary>
    public async Task<Result<Evaluation>?> CompareAsync(TaskDefinition task, ModelCard card, int production, bool isToBeMade, CancellationToken cancel)
    {
        var use = card.Provenance.Validation;
        if (await scores.FindAsync(task.Name, card.Version, use.Dataset, production, cancel) is { Evaluation: { } known } && known.Difference.Name == task.Metric)
            return known;
        if (await models.FindCardAsync(task.Name, production, cancel) is not { } other || other.Provenance.Validation != use || await datasets.FindAsync(task.Name, use.Dataset, cancel) is not { } dataset)
            return new Conflict(Advice);
        return isToBeMade ? await MakeAsync(task.AsRead(dataset.Format), dataset, card, other, cancel) : null;
    }

    private async Task<Result<Evaluation>?> MakeAsync(TaskDefinition task, DatasetDescription dataset, ModelCard card, ModelCard other, CancellationToken cancel)
    {
        try
        {
            var rows = await datasets.ExamplesAsync(task, dataset.Version, cancel);
            var split = HoldOut.Of(task, rows, card.Provenance.Order.Seed);
            Example[] judged = card.Provenance.Order.Validation is not null ? [.. rows] : [.. split.Validation.Select(row => rows[row])];
            var own = KeptAnswers.Read(task, judged, await models.EvaluationLinesAsync(task.Name, card.Version, cancel));
            var theirs = KeptAnswers.Read(task, judged, await models.EvaluationLinesAsync(task.Name, other.Version, cancel));
            if (own is null || theirs is null)
                return new Conflict(Advice);
            var score = await Task.Run(() => new JudgedRows(task, dataset, judged) { Production = (other.Version, theirs) }.Score(card, own, time.GetUtcNow(), null), cancel);
            await scores.PutAsync(task.Name, score, other.Version, cancel);
            return score.Evaluation;
        }
        catch (InvalidDataException unfit)
        {
            return new Conflict($"{Advice} {unfit.Message}");
        }
    }
}
