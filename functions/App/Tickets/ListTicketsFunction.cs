using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Http;
using MlFunctions.Domain;
using MlFunctions.Storage.Tickets;

namespace MlFunctions.App.Tickets;

/// <summary>Lists tickets, the newest first, of a task and a status where these are asked for.</summary>
public sealed class ListTicketsFunction(TicketStore tickets)
{
    [Function("ListTickets")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tickets")] HttpRequest request, CancellationToken cancel)
    {
        var query = TicketsQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var page = await tickets.ListAsync(query.Value.Task, query.Value.Status, query.Value.Page.After, query.Value.Page.Limit, cancel);
        return TaskPages.Of("tickets", new Page<TicketAnswer>([.. page.Items.Select(TicketAnswer.Of)], page.Next));
    }
}
