using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Gates;

/// <summary>Judges models by the gates on the way to a stage.</summary>
public sealed class GateKeeper(ModelStore models, DeploymentStore deployments, DatasetStore datasets, GateMeasurer measurer, SetEvidence sets, TrafficGates traffic, TimeProvider time)
{
    /// <summary>Every verdict on the way to a stage; what can be measured and is not yet, or only on an old validation set, is measured first.</summary>
    public Task<Result<GateReport>> JudgeAsync(TaskDefinition task, int model, ModelStage to, CancellationToken cancel) => JudgeAsync(task, model, to, isToBeMeasured: true, cancel);

    /// <summary>The same from what is measured already; what is not yet is waited for.</summary>
    public Task<Result<GateReport>> ReadAsync(TaskDefinition task, int model, ModelStage to, CancellationToken cancel) => JudgeAsync(task, model, to, isToBeMeasured: false, cancel);

    private async Task<Result<GateReport>> JudgeAsync(TaskDefinition task, int model, ModelStage to, bool isToBeMeasured, CancellationToken cancel)
    {
        if (await models.FindCardAsync(task.Name, model, cancel) is not { } card)
            return new Missing($"Task {task.Name} has no model {model}. GET /api/tasks/{task.Name}/models lists them.");
        var deployment = await deployments.ReadAsync(task.Name, cancel);
        var production = deployment.Production == model ? null : deployment.Production;
        var set = (await datasets.LatestAsync(task.Name, DatasetRole.Validation, cancel))?.Version;
        var asked = AskedGates.On(to, production is not null, task.Promotion);
        var subject = new GateSubject(task, card, production, deployment.Production, set);
        if (asked.Any(GateSubject.IsOfTheFile))
            subject = subject with { File = isToBeMeasured ? await measurer.MeasureAsync(task, card, production, set, cancel) : Known(await measurer.FindAsync(task, model, production, cancel)) };
        if (asked.Any(GateSubject.IsOfTheRows))
            subject = subject with { Rows = await sets.OfAsync(subject, isToBeMeasured, cancel) };

        var verdicts = new List<GateVerdict>();
        foreach (var gate in asked)
            verdicts.Add(subject.Judge(gate) ?? await traffic.JudgeAsync(gate, task, model, deployment, cancel));
        return new GateReport(model, to, production, set, time.GetUtcNow(), verdicts);
    }

    private static Result<GateEvidence>? Known(GateEvidence? evidence) => evidence is null ? (Result<GateEvidence>?)null : evidence;
}
