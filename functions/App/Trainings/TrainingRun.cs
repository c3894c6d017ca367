using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Trainings;
using MlFunctions.Learning;
using MlFunctions.Storage.Deployments;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Trainings;

/// <summary>Carries out one training: loads its rows, trains and judges each candidate, and keeps them with their cards.</summary>
public sealed class TrainingRun(TrainingRows rows, ModelStore models, DeploymentStore deployments, TimeProvider time)
{
    /// <summary>The candidates, the best first.</summary>
    public async Task<IReadOnlyList<TrainedCandidate>> RunAsync(TaskDefinition task, Training training, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        progress.Report(new(0, "reading the rows"));
        var data = await rows.LoadAsync(task, training.Order, cancel);
        var baseline = Trainers.Baseline(task.Kind).Train(task, data.Training, training.Order.Seed, progress, cancel);
        var made = (await models.OfTrainingAsync(task.Name, training.Id, cancel)).ToDictionary(m => m.Trainer);
        Trainer[] trainers = [.. Trainers.All.Where(t => t.Kind == task.Kind && (training.Order.Trainer ?? t.Name) == t.Name)];
        foreach (var (index, trainer) in trainers.Index())
        {
            if (!made.ContainsKey(trainer.Name))
                made[trainer.Name] = await MakeAsync(task, training, trainer, data, baseline, new Part(progress, index, trainers.Length), cancel);
        }

        return [.. made.Values.OrderBy(m => m.Value).Select(m => new TrainedCandidate(m.Trainer, m.Version, m.Metric, m.Value))];
    }

    private async Task<ModelSummary> MakeAsync(TaskDefinition task, Training training, Trainer trainer, TrainingData data, TrainedModel baseline, Part progress, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var model = await Task.Run(() => trainer.Train(task, data.Training, training.Order.Seed, progress, cancel), cancel);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        progress.Report(new(1, $"{trainer.Name}: evaluation"));
        var evaluation = await Task.Run(() => Evaluator.Evaluate(task, model, baseline, data.Validation, training.Order.Seed), cancel);

        var file = model.Save();
        var artifact = new Artifact(Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
        var (production, _) = await deployments.PointerAsync(task.Name, cancel);
        var provenance = new Provenance(training.Id, task.Version, training.Order, trainer.Settings, Math.Round(seconds, 3), data.TrainingUse, data.ValidationUse, CodeVersions.Current, production, artifact);
        var card = new ModelCard(task.Name, await models.ReserveAsync(task.Name, cancel), trainer.Name, time.GetUtcNow(), evaluation, provenance);
        return await models.AddAsync(card, file, Csv(evaluation.Predictions), task.Metric, cancel);
    }

    /// <summary>The evaluation rows as people read them.</summary>
    private static string Csv(IEnumerable<EvaluationRow> rows)
    {
        var csv = new StringBuilder("actual,value,p10,p90\n");
        foreach (var row in rows)
            csv.Append(CultureInfo.InvariantCulture, $"{row.Actual},{row.Value},{row.P10},{row.P90}\n");
        return csv.ToString();
    }

    /// <summary>The progress of one trainer as its share of the whole training.</summary>
    private sealed class Part(IProgress<TrainingProgress> whole, int index, int count) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value with { Fraction = (index + value.Fraction) / count });
    }
}
