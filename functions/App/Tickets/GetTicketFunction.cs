using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Domain;
using MlFunctions.Domain.Tickets;
using MlFunctions.Storage.Tickets;

namespace MlFunctions.App.Tickets;

/// <summary>Shows a ticket with a page of its events, the oldest first.</summary>
public sealed class GetTicketFunction(TicketStore tickets)
{
    [Function("GetTicket")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tickets/{id}")] HttpRequest request, string id, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (!TicketId.TryParse(id, null, out var named) || await tickets.FindAsync(named, cancel) is not { } ticket)
            return new Missing($"There is no ticket '{id}'. GET /api/tickets lists them.").ToHttp();
        var events = await tickets.EventsAsync(named, query.Value.AfterNumber, query.Value.Limit, cancel);
        return Answers.Ok(TicketAnswer.Of(ticket) with { Events = events.Items, Next = events.Next });
    }
}
