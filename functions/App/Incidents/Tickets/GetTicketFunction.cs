using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Shows a ticket with a page of its events, the oldest first, the commands that it takes, and the messages about it that have not arrived.</summary>
public sealed class GetTicketFunction(TicketStore tickets, OnCallStore onCall)
{
    [Function("GetTicket")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tickets/{id}")] HttpRequest request, string id, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (!TicketId.TryParse(id, null, out var named) || await tickets.FindAsync(named, cancel) is not { } ticket)
            return Names.NoTicket(id).ToHttp();
        var events = await tickets.EventsAsync(named, query.Value.AfterNumber, query.Value.Limit, cancel);
        var pending = await tickets.Deliveries.OfAsync(named, cancel);
        request.Tag(TicketAnswer.Tag(ticket));
        return Answers.Ok(TicketAnswer.Of(ticket, await onCall.TeamsAsync(cancel)) with
        {
            Legal = TicketCommands.Legal(ticket),
            Pending = pending.Select(PendingDelivery.Of),
            Events = events.Items,
            Next = events.Next,
        });
    }
}
