using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Lists the tickets that are asked for, the newest first: a page of them, or all as CSV.</summary>
public sealed class ListTicketsFunction(TicketStore tickets, OnCallStore onCall, TimeProvider time)
{
    [Function("ListTickets")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tickets")] HttpRequest request, CancellationToken cancel)
    {
        var teams = await onCall.TeamsAsync(cancel);
        var query = TicketsQuery.Of(request, teams, time.GetUtcNow());
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (request.Text("format") is not (null or "csv" or "json") and var format)
            return new Invalid($"format={format} is neither csv nor json.").ToHttp();
        if (IsCsv(request))
            return new TicketFile(tickets.AllAsync(query.Value.Filter, cancel));
        var page = await tickets.ListAsync(query.Value.Filter, query.Value.Page.After, query.Value.Page.Limit, cancel);
        return TaskPages.Of("tickets", new Page<TicketAnswer>([.. page.Items.Select(ticket => TicketAnswer.Of(ticket, teams))], page.Next));
    }

    private static bool IsCsv(HttpRequest request) =>
        request.Text("format") is { } format ? format == "csv" : request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
}
