using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Learning.Evaluators;
using MlFunctions.Learning.Models;
using MlFunctions.Learning.Trainers;
using MlFunctions.Learning.TrainingSets;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Models;

/// <summary>Carries out one training: loads its rows, trains and judges each candidate, and keeps them with their cards.</summary>
public sealed partial class TrainingRun(TrainingRows rows, ModelStore models, DeploymentStore deployments, TimeProvider time, ILogger<TrainingRun> logger)
{
    // Of a trainer's share; between them it trains once more on all rows, and the rest goes into the evaluation.
    private const double Trained = 0.65;
    private const double Judged = 0.8;

    /// <summary>The candidates, the best first, and the trainers that could not learn from the rows: one that fails does not take the others with it.</summary>
    /// <exception cref="InvalidDataException">No trainer can, or the rows cannot be split.</exception>
    public async Task<(IReadOnlyList<TrainedCandidate> Candidates, IReadOnlyList<SkippedTrainer> Skipped)> RunAsync(TaskDefinition task, Training training, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        progress.Report(new(0, "reading the rows"));
        var data = await rows.LoadAsync(task, training.Order, cancel);
        Trainer[] asked = [.. TrainerList.Of(task.Kind).Where(t => (training.Order.Trainer ?? t.Name) == t.Name)];
        List<SkippedTrainer> skipped = [.. asked.Select(t => new SkippedTrainer(t.Name, t.Refusal(data.Task, data.Training)!)).Where(s => s.Reason is not null)];
        Trainer[] trainers = [.. asked.Where(t => !skipped.Exists(s => s.Trainer == t.Name))];
        if (trainers.Length == 0)
            throw NoModel(skipped);

        var set = TrainingSet.Of(data.Task, data.Training, training.Order.Seed);
        var baseline = TrainerList.Baseline(task.Kind).Train(set, new Part(progress, 0, 0), cancel).Model;
        var parent = (await deployments.PointerAsync(task.Name, cancel)).Production;
        var production = await ProductionAsync(data, parent, cancel);
        var evaluator = await Task.Run(() => new Evaluator(data.Task, data.Validation, baseline, production, training.Order.Seed), cancel);
        var made = (await models.OfTrainingAsync(task.Name, training.Id, cancel)).ToDictionary(m => m.Trainer);
        var all = data.All is { } rowsOfBoth ? TrainingSet.Of(data.Task, rowsOfBoth, training.Order.Seed) : null;
        var (effort, done) = (trainers.Sum(t => t.Effort), 0.0);
        foreach (var trainer in trainers)
        {
            var part = new Part(progress, done / effort, trainer.Effort / effort);
            try
            {
                if (!made.ContainsKey(trainer.Name))
                    made[trainer.Name] = await MakeAsync(training, trainer, set, all, data, evaluator, parent, part, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && !StorageAccount.IsOutage(failure))
            {
                LogFailed(failure, task.Name, training.Id, trainer.Name);
                skipped.Add(new SkippedTrainer(trainer.Name, $"{trainer.Name} failed: {failure.Message}"));
            }

            done += trainer.Effort;
        }

        if (made.Count == 0)
            throw NoModel(skipped);
        var metric = TaskMetrics.Find(task.Kind, task.Metric)!;
        return ([.. made.Values.OrderBy(m => metric.Rank(m.Value)).Select(m => new TrainedCandidate(m.Trainer, m.Version, m.Metric, m.Value, m.Lower, m.Upper, m.Seconds, m.Validation))], skipped);
    }

    private static InvalidDataException NoModel(IEnumerable<SkippedTrainer> skipped) => new(string.Join(" ", skipped.Select(s => s.Reason)));

    private async Task<ModelSummary> MakeAsync(Training training, Trainer trainer, TrainingSet set, TrainingSet? all, TrainingData data, Evaluator evaluator, int? parent, Part progress, CancellationToken cancel)
    {
        var task = data.Task;
        var started = time.GetTimestamp();
        var trained = await Task.Run(() => trainer.Train(set, progress.Between(0, Trained), cancel), cancel);
        var seconds = time.GetElapsedTime(started).TotalSeconds;
        progress.Report(new(Trained, $"{trainer.Name}: evaluation"));
        var evaluation = await Task.Run(() => evaluator.Evaluate(trained.Model), cancel);
        started = time.GetTimestamp();
        var model = all is null ? trained.Model : await Task.Run(() => trainer.Retrain(trained, all, progress.Between(Judged, 1), cancel), cancel);
        seconds = Math.Round(seconds + time.GetElapsedTime(started).TotalSeconds, 3);

        var file = model.Save();
        var artifact = new Artifact(Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
        var provenance = new Provenance(training.Id, task.Version, training.Order, trained.Settings, seconds, data.TrainingUse, data.ValidationUse, CodeVersions.Current, parent, artifact) { Reason = training.Reason };
        var card = new ModelCard(task.Name, await models.ReserveAsync(task.Name, cancel), trainer.Name, time.GetUtcNow(), evaluation, trained.Trials, provenance) { Leaks = data.Leaks };
        var profile = await Task.Run(() => ModelProfiler.Of(task, data.All ?? data.Training, evaluation.Answers!, training.Order.Seed), cancel);
        return await models.AddAsync(card, file, profile, evaluation.Lines, task.Metric, cancel);
    }

    /// <summary>The model in production, if it takes the rows of this training and has not learned from those that were held out of it.</summary>
    private async Task<(int Version, TrainedModel Model)?> ProductionAsync(TrainingData data, int? production, CancellationToken cancel)
    {
        if (production is not { } version)
            return null;
        var task = data.Task;
        var card = await models.FindCardAsync(task.Name, version, cancel);
        var artifact = await models.ReadArtifactAsync(task.Name, version, cancel);
        if (!artifact.IsDone || (data.All is not null && card?.Provenance.Training.Dataset == data.TrainingUse.Dataset))
            return null;
        var model = TrainerList.Load(artifact.Value);
        return ContractGate.Difference(model.Kind, model.Columns, model.Manifest.Group, task) is null ? (version, model) : null;
    }

    [LoggerMessage(EventId = 5, EventName = "TrainerFailed", Level = LogLevel.Error, Message = "Trainer {Trainer} failed in training {Task}/{Training}; the others go on")]
    private partial void LogFailed(Exception failure, TaskName task, string training, string trainer);

    /// <summary>The progress of one trainer as its share of the whole training.</summary>
    private sealed class Part(IProgress<TrainingProgress> whole, double from, double share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole.Report(value with { Fraction = from + (share * value.Fraction) });

        public Part Between(double begin, double end) => new(whole, from + (share * begin), share * (end - begin));
    }
}
