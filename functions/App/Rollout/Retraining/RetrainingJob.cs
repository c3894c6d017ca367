using Microsoft.Extensions.Logging;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Looks at a task and queues a training where its model needs one. A retraining's number is taken once, so instances that look at the same time queue one.</summary>
public sealed partial class RetrainingJob(RetrainingEnds ends, SituationReader situations, RetrainingOrders orders, RetrainingStore retrainings, AuditTeller audit, TimeProvider time, ILogger<RetrainingJob> logger)
{
    /// <summary>What would be decided now.</summary>
    public async Task<RetrainingDecision> DecideAsync(TaskDefinition task, CancellationToken cancel)
    {
        var records = (await retrainings.AllAsync(task.Name, cancel)).Select(record => record.Value).ToArray();
        return await situations.ReadAsync(task, records, time.GetUtcNow(), cancel) is { } situation
            ? RetrainingRules.Decide(task.Retraining, situation)
            : new(null, "No model is in production, so none is trained anew.");
    }

    /// <summary>Looks at one task.</summary>
    public async Task RunAsync(TaskDefinition task, CancellationToken cancel)
    {
        var kept = await ends.FollowAsync(task.Name, cancel);
        if (await situations.ReadAsync(task, [.. kept.Select(record => record.Value)], time.GetUtcNow(), cancel) is not { } situation)
            return;
        foreach (var earlier in kept)
            await ends.SeeAsync(task.Name, earlier, situation, cancel);
        if (RetrainingRules.Decide(task.Retraining, situation) is not { Cause: { } cause } decision)
            return;
        var number = situation.Past.Count > 0 ? situation.Past[^1].Number + 1 : 1;
        var reason = new RetrainingReason(number, cause, decision.Detail, TicketOf(cause, situation));
        var training = new Training($"{situation.Now:yyyyMMdd-HHmmssfff}-retraining-{number}", TrainingState.Queued, await orders.OfAsync(task, situation, number, cancel), situation.Now, Step: "waiting for its turn") { Reason = reason };
        var record = new RetrainingRecord(reason, situation.Now, training.Id, task.Retraining, situation with { Past = [] });
        if (!await retrainings.AddAsync(task.Name, record, training, cancel))
            return;
        LogQueued(task.Name, number, decision.Detail);
        await audit.TellAsync(DecisionEntries.Retraining(task.Name, record));
        await ends.TellBeginAsync(task.Name, record, cancel);
    }

    /// <summary>A model that is only old answers no ticket.</summary>
    private static TicketId? TicketOf(RetrainingCause cause, RetrainingSituation situation) => cause == RetrainingCause.Age ? null : situation.Ticket;

    [LoggerMessage(EventId = 1, EventName = "RetrainingQueued", Level = LogLevel.Information, Message = "Retraining {Task}/{Number} is queued: {Detail}")]
    private partial void LogQueued(TaskName task, int number, string detail);
}
