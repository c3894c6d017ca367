using System.Collections.Concurrent;
using MlFunctions.App.Serving.Loaded;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Models;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Scores models on a version of the validation set, beside the model in production on the same rows; each once.</summary>
public sealed class SetScorer(ModelStore models, DatasetStore datasets, DeploymentStore deployments, ScoreStore scores, TimeProvider time)
{
    private const int LastModels = 5;
    private const int MostRefused = 1000;

    // What cannot be scored is not tried again by every tick of a timer.
    private readonly ConcurrentDictionary<(TaskName Task, int Definition, int Model, int Set, int? Production), bool> refused = new();

    /// <summary>The score that is kept; null where none was measured on this set beside this model in production, by the task's present deciding metric.</summary>
    public async Task<SetScore?> FindAsync(TaskDefinition task, int model, int set, int? production, CancellationToken cancel) =>
        await scores.FindAsync(task.Name, model, set, production, cancel) is { } known && known.Evaluation.Difference.Name == task.Metric ? known : null;

    /// <summary>The score of a model on a set beside the model that is in production now, measured if it was not; refused where the model learned from the set, or one does not fit the other.</summary>
    public async Task<Result<SetScore>> ScoreAsync(TaskDefinition task, int model, int set, CancellationToken cancel)
    {
        var production = (await deployments.PointerAsync(task.Name, cancel)).Production;
        if (await FindAsync(task, model, set, production, cancel) is { } known)
            return known;
        if (await models.FindCardAsync(task.Name, model, cancel) is not { } card)
            return new Missing($"Task {task.Name} has no model {model}.");
        if (card.Provenance.Training.Dataset == set)
            return new Conflict($"Model {model} learned from dataset {set} itself, so these rows say nothing of it: upload validation rows that it has not seen.");
        var opened = await OpenAsync(task, set, production, cancel);
        return opened.IsDone ? await ScoreAsync(opened.Value, card, production, cancel) : opened.Refusal;
    }

    /// <summary>Scores production and the newest models on a set. Costs a few reads where all are scored already.</summary>
    public async Task ScoreLastAsync(TaskDefinition task, int set, CancellationToken cancel)
    {
        var production = (await deployments.PointerAsync(task.Name, cancel)).Production;
        var asked = (await models.LastAsync(task.Name, LastModels, cancel)).Select(model => model.Version).Concat(production is { } live ? [live] : []).Distinct();
        Result<JudgedRows>? opened = null;
        foreach (var model in asked)
        {
            var key = (task.Name, task.Version, model, set, production);
            if (refused.ContainsKey(key) || await FindAsync(task, model, set, production, cancel) is not null || await UnseenByAsync(task.Name, model, set, cancel) is not { } card)
                continue;
            opened ??= await OpenAsync(task, set, production, cancel);
            if (opened.Value.IsDone && (await ScoreAsync(opened.Value.Value, card, production, cancel)).IsDone)
                continue;
            if (refused.Count >= MostRefused)
                refused.Clear();
            refused[key] = true;
        }
    }

    /// <summary>The card of a model that did not learn from a dataset; else null.</summary>
    private async Task<ModelCard?> UnseenByAsync(TaskName task, int model, int set, CancellationToken cancel) =>
        await models.FindCardAsync(task, model, cancel) is { } card && card.Provenance.Training.Dataset != set ? card : null;

    private async Task<Result<JudgedRows>> OpenAsync(TaskDefinition task, int set, int? production, CancellationToken cancel)
    {
        if (await datasets.FindAsync(task.Name, set, cancel) is not { } dataset)
            return new Missing($"Task {task.Name} has no dataset {set}.");
        try
        {
            var rows = await datasets.ExamplesAsync(task, set, cancel);
            if (ValidationRows.Refusal(task, rows) is { } refusal)
                return new Conflict(refusal);
            var judged = await Task.Run(() => new JudgedRows(task, dataset, rows), cancel);
            if (production is { } live && await UnseenByAsync(task.Name, live, set, cancel) is not null
                && await LoadAsync(task.Name, live, cancel) is { IsDone: true } model && judged.Fits(model.Value))
                judged.Production = (live, await Task.Run(() => judged.Answer(model.Value), cancel));
            return judged;
        }
        catch (Exception unfit) when (unfit is InvalidDataException or ArgumentException)
        {
            return new Conflict($"Nothing can be scored on dataset {set}: {unfit.Message}");
        }
    }

    private async Task<Result<SetScore>> ScoreAsync(JudgedRows judged, ModelCard card, int? production, CancellationToken cancel)
    {
        var (task, set, model) = (judged.Task, judged.Dataset.Version, card.Version);
        var loaded = await LoadAsync(task.Name, model, cancel);
        if (!loaded.IsDone)
            return loaded.Refusal;
        if (!judged.Fits(loaded.Value))
            return new Conflict($"Model {model} takes other columns than dataset {set} has by the present definition; train it again.");
        var age = await AgeAsync(task, card, judged.Dataset, cancel);
        var answers = model == judged.Production?.Model ? judged.Production.Value.Answers : null;
        var score = await Task.Run(() => judged.Score(card, answers ?? judged.Answer(loaded.Value), time.GetUtcNow(), age), cancel);
        await scores.PutAsync(task.Name, score, production, cancel);
        return score;
    }

    private async Task<Result<TrainedModel>> LoadAsync(TaskName task, int version, CancellationToken cancel)
    {
        var artifact = await models.ReadArtifactAsync(task, version, cancel);
        if (!artifact.IsDone)
            return artifact.Refusal;
        var opened = LiveTasks.Open(version, artifact.Value);
        return opened.IsDone ? opened.Value.Model : opened.Refusal;
    }

    /// <summary>From the last of the rows that the model learned from to the middle of the set's; both stand in the profiles of the datasets.</summary>
    private async Task<double?> AgeAsync(TaskDefinition task, ModelCard card, DatasetDescription set, CancellationToken cancel)
    {
        if (task.Time is null)
            return null;
        var judged = await TimesAsync(task, set.Version, cancel);
        var learned = await TimesAsync(task, card.Provenance.Training.Dataset, cancel);
        return judged is { Earliest: { } from, Latest: { } to } && learned?.Latest is { } end ? (from + ((to - from) / 2) - end).TotalDays : null;
    }

    private async Task<ColumnProfile?> TimesAsync(TaskDefinition task, int dataset, CancellationToken cancel) =>
        await datasets.FindAsync(task.Name, dataset, cancel) is null ? null : (await datasets.ProfileAsync(task.Name, dataset, cancel)).FirstOrDefault(column => column.Name == task.Time);
}
