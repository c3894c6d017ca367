using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Lists a task's retrainings, the oldest first, with why each was begun and what it led to; and what would be decided now.</summary>
public sealed class ListRetrainingsFunction(TaskStore tasks, RetrainingStore retrainings, TrainingStore trainings, RetrainingJob job)
{
    [Function("ListRetrainings")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/retrainings")] HttpRequest request, string task, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var page = await retrainings.ListAsync(definition.Value.Name, query.Value.AfterNumber, query.Value.Limit, cancel);
        var lines = new List<RetrainingLine>();
        foreach (var record in page.Items)
            lines.Add(RetrainingLine.Of(record, await StateAsync(definition.Value.Name, record, cancel)));
        return Answers.Ok(new RetrainingsAnswer(lines, page.Next, await job.DecideAsync(definition.Value, cancel)));
    }

    /// <summary>Of one that is on; the others are known to have ended.</summary>
    private async Task<TrainingState> StateAsync(TaskName task, RetrainingRecord record, CancellationToken cancel) => record.Result is { } result
        ? result.Outcome == RetrainingOutcome.Failed ? TrainingState.Failed : TrainingState.Succeeded
        : (await trainings.FindAsync(task, record.Training, cancel))?.Value.State ?? TrainingState.Failed;
}

internal sealed record RetrainingsAnswer(IReadOnlyList<RetrainingLine> Retrainings, string? Next, RetrainingDecision Now);

internal sealed record RetrainingLine(
    int Number, RetrainingCause Cause, string Detail, TicketId? Ticket, string Training, DateTimeOffset QueuedAt, TrainingState State, RetrainingResult? Result, OnlineVerdict? Online)
{
    public static RetrainingLine Of(RetrainingRecord record, TrainingState state) =>
        new(record.Reason.Number, record.Reason.Cause, record.Reason.Detail, record.Reason.Ticket, record.Training, record.QueuedAt, state, record.Result, record.Online);
}
