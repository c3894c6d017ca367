using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Retraining;
using MlFunctions.Storage.Kernel;
using MlFunctions.Storage.Models;

namespace MlFunctions.App.Rollout.Retraining;

/// <summary>Follows retrainings to their end: judges what they led to, tells the ticket, and keeps it.</summary>
public sealed class RetrainingEnds(RetrainingStore retrainings, TrainingStore trainings, ModelStore models, TicketNotes tickets)
{
    /// <summary>A task's retrainings, the oldest first, each that has ended with its result.</summary>
    public async Task<IReadOnlyList<Stored<RetrainingRecord>>> FollowAsync(TaskName task, CancellationToken cancel)
    {
        var all = (await retrainings.AllAsync(task, cancel)).ToArray();
        for (var place = 0; place < all.Length; place++)
        {
            if (all[place].Value.Result is null)
                all[place] = await FollowAsync(task, all[place], cancel) ?? all[place];
        }

        return all;
    }

    /// <summary>Keeps what production tells of a retraining's model; another instance may have kept it before.</summary>
    public async Task SeeAsync(TaskName task, Stored<RetrainingRecord> stored, RetrainingSituation situation, CancellationToken cancel)
    {
        if (stored.Value.See(situation) is var seen && seen != stored.Value)
            await retrainings.ReplaceAsync(task, stored, seen, cancel);
    }

    /// <summary>What is told of a retraining when it begins, to the ticket that it answers.</summary>
    public async Task TellBeginAsync(TaskName task, RetrainingRecord record, CancellationToken cancel)
    {
        if (record.Reason.Ticket is { } ticket)
            await tickets.NoteAsync(ticket, RetrainingRules.By, $"Retraining {record.Reason.Number} ({record.Reason.Cause.Word()}) is queued. {record.Reason.Detail} GET /api/tasks/{task}/trainings/{record.Training}", cancel);
    }

    /// <summary>The ticket is told before the result is kept, so that what ends in between is told again, and there stands already.</summary>
    private async Task<Stored<RetrainingRecord>?> FollowAsync(TaskName task, Stored<RetrainingRecord> stored, CancellationToken cancel)
    {
        var record = stored.Value;
        await TellBeginAsync(task, record, cancel);
        if ((await trainings.FindAsync(task, record.Training, cancel))?.Value is not { State: TrainingState.Succeeded or TrainingState.Failed } training)
            return null;
        var card = training.Model is { } model ? await models.FindCardAsync(task, model, cancel) : null;
        var ended = record with { Result = RetrainingResult.Of(training, card) };
        if (record.Reason.Ticket is { } ticket)
            await tickets.NoteAsync(ticket, RetrainingRules.By, $"Retraining {record.Reason.Number} has ended. {ended.Result.Detail}", cancel);
        return await retrainings.ReplaceAsync(task, stored, ended, cancel);
    }
}
