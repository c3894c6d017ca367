using Microsoft.Extensions.Logging;
using MlFunctions.App.Tasks;
using MlFunctions.App.Rollout.Deployments;
using MlFunctions.App.Rollout.Gates;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Rollout.Pilots;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;

namespace MlFunctions.App.Rollout.Stages;

/// <summary>
/// Moves models on by evidence alone: the best of a retraining into shadow, a shadow into the pilot, the pilot to its next share and into production; or out, when a gate is closed for good or a
/// guardrail breaks. Each move is one deployment change, decided on the state that it changes, so that two instances never move twice.
/// </summary>
public sealed partial class StageJob(
    EachTask tasks, DeploymentStore deployments, TrainingStore trainings, ModelStore models, Deployer deployer, GateKeeper gates, PilotReader pilots, StageReport report, TimeProvider time, ILogger<StageJob> logger)
{
    /// <summary>Who moves models, to those who read of it.</summary>
    public const string By = "AdvanceStages";

    /// <summary>Looks at every task.</summary>
    public Task AdvanceAsync(CancellationToken cancel) => tasks.RunAsync(task => AdvanceAsync(task, cancel), cancel);

    /// <summary>Looks at one task: its pilot, else its shadows, and the newest retraining.</summary>
    public async Task AdvanceAsync(TaskDefinition task, CancellationToken cancel)
    {
        var deployment = await deployments.ReadAsync(task.Name, cancel);
        if (deployment.Production is not { } production)
            return;
        if (deployment.Pilot is { } pilot)
            await PilotAsync(task, pilot, production, cancel);
        else
            await ShadowsAsync(task, deployment, cancel);
        await CandidateAsync(task, deployment, cancel);
    }

    private async Task PilotAsync(TaskDefinition task, Pilot pilot, int production, CancellationToken cancel)
    {
        var step = await pilots.StepAsync(task, pilot, production, cancel);
        switch (step.Move)
        {
            case PilotMove.Stop:
                await RejectAsync(task, pilot.Model, step.Detail, pilot, cancel);
                break;
            case PilotMove.Grow:
                await MoveAsync(task, now => now.Pilot == pilot ? now.Try(pilot.Model, step.Share!.Value, step.Detail, forced: false, time.GetUtcNow()) : Overtaken, cancel);
                break;
            case PilotMove.Done when await IsAutomaticAsync(task, pilot.Model, cancel):
                await JudgeAsync(task, pilot.Model, ModelStage.Production, now => now.Pilot == pilot ? now.Promote(pilot.Model, step.Detail, forced: false, time.GetUtcNow()) : Overtaken, cancel);
                break;
        }
    }

    /// <summary>The newest shadow that may go on is the next pilot.</summary>
    private async Task ShadowsAsync(TaskDefinition task, Deployment deployment, CancellationToken cancel)
    {
        var share = task.Promotion.PilotShares[0];
        foreach (var model in deployment.Shadows.Reverse())
        {
            if (await IsAutomaticAsync(task, model, cancel)
                && await JudgeAsync(task, model, ModelStage.Pilot, now => now.Stage(model) == ModelStage.Shadow ? now.Try(model, share, "Every gate on the way to the pilot is open.", forced: false, time.GetUtcNow()) : Overtaken, cancel))
                return;
        }
    }

    private async Task CandidateAsync(TaskDefinition task, Deployment deployment, CancellationToken cancel)
    {
        var last = (await trainings.ListAsync(task.Name, null, null, cancel)).Items.LastOrDefault(training => training is { State: TrainingState.Succeeded, Reason: not null });
        if (last?.Model is { } model && deployment.Stage(model) == ModelStage.Candidate && await IsAutomaticAsync(task, model, cancel))
            await JudgeAsync(task, model, ModelStage.Shadow, now => now.Stage(model) == ModelStage.Candidate ? now.Shadow(model, $"The best model of retraining {last.Reason!.Number}.", forced: false, time.GetUtcNow()) : Overtaken, cancel);
    }

    /// <summary>Whether nobody is to be asked: a model that the application trained by itself goes on by itself.</summary>
    private async Task<bool> IsAutomaticAsync(TaskDefinition task, int model, CancellationToken cancel) =>
        task.Promotion.Automatic && (await models.FindCardAsync(task.Name, model, cancel))?.Provenance.Reason is not null;

    /// <summary>Moves a model if every gate is open, and out if one is closed for good; whether it was moved on.</summary>
    private async Task<bool> JudgeAsync(TaskDefinition task, int model, ModelStage to, Func<Deployment, Result<DeploymentChange>> move, CancellationToken cancel)
    {
        var judged = await gates.JudgeAsync(task, model, to, cancel);
        if (!judged.IsDone || judged.Value.Waiting)
            return false;
        await report.GatesAsync(task, judged.Value);
        if (judged.Value.Passed)
            return await MoveAsync(task, move, cancel);
        await RejectAsync(task, model, string.Join(" ", judged.Value.Gates.Where(gate => !gate.Passed && !gate.Waiting).Select(gate => $"{gate.Gate}: {gate.Detail}")), null, cancel);
        return false;
    }

    /// <summary>Takes a model out of shadow or pilot, or out of the running.</summary>
    /// <param name="task">Whose.</param>
    /// <param name="model">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="pilot">Of a pilot that broke a guardrail: customers were harmed, so people hear of it.</param>
    /// <param name="cancel">Stops between two writes.</param>
    private async Task RejectAsync(TaskDefinition task, int model, string reason, Pilot? pilot, CancellationToken cancel)
    {
        if (pilot is not null)
            await report.BrokenAsync(task, pilot, reason, cancel);
        await MoveAsync(task, now => now.Pilot == pilot || pilot is null ? now.Reject(model, reason, time.GetUtcNow()) : Overtaken, cancel);
    }

    private async Task<bool> MoveAsync(TaskDefinition task, Func<Deployment, Result<DeploymentChange>> move, CancellationToken cancel)
    {
        var moved = await deployer.ApplyAsync(task.Name, now => move(now) is { IsDone: true, Value: { } change } ? change with { By = By } : move(now), cancel);
        if (!moved.IsDone)
            return false;
        LogMoved(task.Name, moved.Value.Model, moved.Value.Action, moved.Value.Reason ?? string.Empty);
        await report.MovedAsync(task, moved.Value, cancel);
        return true;
    }

    private static readonly Conflict Overtaken = new("Another change came between.");

    [LoggerMessage(EventId = 1, EventName = "StageChanged", Level = LogLevel.Information, Message = "Model {Task}/{Model}: {Action}. {Reason}")]
    private partial void LogMoved(TaskName task, int model, DeploymentAction action, string reason);
}
