using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Tickets as CSV, sent while they are read.</summary>
/// <param name="tickets">In order.</param>
internal sealed class TicketFile(IAsyncEnumerable<Ticket> tickets) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = "attachment; filename=tickets.csv";
        return TicketCsv.WriteAsync(tickets, httpContext.Response.Body, httpContext.RequestAborted);
    }
}
