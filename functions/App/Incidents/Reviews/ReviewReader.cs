using MlFunctions.Domain.Incidents.Reviews;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Incidents.Reviews;

/// <summary>Reads what the review of a week is made from, and not much more: tickets that changed since 90 days before it, or about which something is still to be done, and what became of models.</summary>
public sealed class ReviewReader(TicketStore tickets, TaskStore tasks, DeploymentStore deployments, TrainingStore trainings, ModelStore models)
{
    private const int PageSize = 500;

    public async Task<IReadOnlyCollection<TicketHistory>> TicketsAsync(ReviewWeek week, CancellationToken cancel)
    {
        var ids = new List<TicketId>();
        var filter = new TicketFilter { PendingSince = week.Start - RepeatedCause.Window };
        for (var after = TicketStore.OpenedBefore(week.End); after is not null;)
        {
            var page = await tickets.ListAsync(filter, after, PageSize, cancel);
            ids.AddRange(page.Items.Select(ticket => ticket.Id));
            after = page.Next;
        }

        var events = await tickets.Histories.ReadAsync(ids, cancel);
        return [.. ids.Select(id => new TicketHistory(id, events[id]))];
    }

    /// <summary>Whether any ticket was opened before a time.</summary>
    public async Task<bool> HasTicketsAsync(DateTimeOffset before, CancellationToken cancel) =>
        (await tickets.ListAsync(TicketFilter.All, TicketStore.OpenedBefore(before), 1, cancel)).Items.Count > 0;

    public async Task<IReadOnlyCollection<TaskHistory>> TasksAsync(ReviewWeek week, CancellationToken cancel)
    {
        var histories = new List<TaskHistory>();
        await foreach (var task in tasks.AllAsync(cancel))
            histories.Add(await HistoryAsync(task.Name, week, cancel));
        return histories;
    }

    private async Task<TaskHistory> HistoryAsync(TaskName task, ReviewWeek week, CancellationToken cancel)
    {
        var changes = (await deployments.ListAsync(task, 0, null, cancel)).Items;
        var all = (await trainings.ListAsync(task, null, null, cancel)).Items;
        var compared = new HashSet<int>();
        foreach (var training in all.Where(training => training.FinishedAt >= week.Start - IdeaReview.Window && training.FinishedAt < week.End))
        {
            if (training.Model is { } model && (await models.FindCardAsync(task, model, cancel))?.Evaluation.Production is not null)
                compared.Add(model);
        }

        return new(task, changes, all, compared);
    }
}
