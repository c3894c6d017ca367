using Microsoft.Extensions.Logging;
using MlFunctions.App.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Escalation;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Escalation;

/// <summary>
/// Takes the steps that are due. Which they are is decided on the ticket, and kept under the number of its next event, so that of any number of instances and restarts one takes each; a mark only says
/// which tickets to ask.
/// </summary>
public sealed partial class EscalationJob(TicketStore tickets, OnCallStore onCall, TicketDesk desk, PresentEvidence evidence, TimeProvider time, ILogger<EscalationJob> logger)
{
    private const int MarksAtOnce = 100;
    private const int TicketsAtOnce = 8;
    private const int ListedAtOnce = 1000;

    /// <summary>A plan that is moved or begun, and a page for each clock.</summary>
    private const int MaxSteps = 3;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private DateTimeOffset? sweptAt;
    private DateTimeOffset latest;

    /// <summary>Takes every step that is due now. What fails is logged, and tried again next time.</summary>
    public async Task EscalateAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        IReadOnlyList<DueMark> marks = [];
        do
        {
            marks = await tickets.DueAsync(now, marks is [.., var last] ? last : null, MarksAtOnce, cancel);
            await EachAsync(marks, mark => mark.Ticket, FollowAsync, cancel);
        }
        while (marks.Count == MarksAtOnce);
        if (sweptAt is null || now - sweptAt >= SweepEvery || latest - now > Plans.Skew)
            await SweepAsync(now, cancel);
        latest = now > latest ? now : latest;
    }

    /// <summary>Looks at everything that is pending: marks may be missing, and times may be of a clock that was set back.</summary>
    private async Task SweepAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var marks = (await tickets.DueAsync(DateTimeOffset.MaxValue, null, int.MaxValue, cancel)).ToLookup(mark => mark.Ticket);
        var (after, isWhole) = ((string?)null, true);
        do
        {
            var page = await tickets.ListAsync(TicketFilter.Active, after, ListedAtOnce, cancel);
            isWhole &= await EachAsync(page.Items, ticket => ticket.Id, CheckAsync, cancel);
            after = page.Next;
        }
        while (after is not null);
        (sweptAt, latest) = (isWhole ? now : null, now);

        async Task CheckAsync(Ticket ticket, CancellationToken stop)
        {
            if (DueStep.IsDue(ticket, now))
                await TakeAsync(ticket.Id, stop);
            else if (!marks[ticket.Id].Any(mark => mark.Holds(ticket)))
                await tickets.MarkAsync(ticket, stop);
        }
    }

    private async Task FollowAsync(DueMark mark, CancellationToken cancel)
    {
        if (!mark.Holds(await TakeAsync(mark.Ticket, cancel)))
            await tickets.UnmarkAsync(mark, cancel);
    }

    /// <summary>The ticket with all that was due of it.</summary>
    private async Task<Ticket?> TakeAsync(TicketId id, CancellationToken cancel)
    {
        Ticket? ticket = null;
        TicketEvent? taken = null;
        for (var step = 0; step < MaxSteps && (ticket is null || DueStep.IsDue(ticket, time.GetUtcNow())); step++)
        {
            if ((ticket = (await desk.ChangeAsync(id, DecideAsync, cancel))?.Value) is null)
                return null;
            if (taken is not null)
                LogStep(id, taken.Number, taken.Detail);
        }

        return ticket;

        async Task<Result<TicketEvent>?> DecideAsync(Ticket? before, IReadOnlyList<Team> teams)
        {
            taken = null;
            if (before is null || !DueStep.IsDue(before, time.GetUtcNow()))
                return null;
            var rota = Team.Of(before, teams) is { } team ? await onCall.RotaAsync(team, time.GetUtcNow(), cancel) : null;
            var seen = await evidence.OfAsync(before, cancel);
            taken = DueStep.Of(before, rota, time.GetUtcNow(), seen);
            return taken is null ? (Result<TicketEvent>?)null : taken;
        }
    }

    /// <summary>One that fails does not stop the others; false when any did.</summary>
    private async Task<bool> EachAsync<T>(IEnumerable<T> all, Func<T, TicketId> id, Func<T, CancellationToken, Task> act, CancellationToken cancel)
    {
        var isWhole = true;
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = TicketsAtOnce, CancellationToken = cancel }, async (one, stop) =>
        {
            try
            {
                await act(one, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                isWhole = false;
                LogFailed(failure, id(one));
            }
        });
        return isWhole;
    }

    [LoggerMessage(EventId = 1, EventName = "TicketStep", Level = LogLevel.Information, Message = "Ticket {Ticket}, event {Number}: {Detail}")]
    private partial void LogStep(TicketId ticket, int number, string detail);

    [LoggerMessage(EventId = 2, EventName = "EscalationFailed", Level = LogLevel.Error, Message = "Ticket {Ticket} could not be looked at; it is tried again")]
    private partial void LogFailed(Exception failure, TicketId ticket);
}
