using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Bundles;

/// <summary>Shows what was known when an alarm opened a ticket, or brought it back.</summary>
public sealed class GetBundleFunction(TicketStore tickets, BundleStore bundles)
{
    [Function("GetBundle")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tickets/{id}/bundle")] HttpRequest request, string id, CancellationToken cancel)
    {
        if (!TicketId.TryParse(id, null, out var named) || await tickets.FindAsync(named, cancel) is not { } ticket)
            return new Missing($"There is no ticket '{id}'. GET /api/tickets lists them.").ToHttp();
        if (request.Text("number") is not { } asked)
            return ticket.Bundles is [.., var newest] ? await ShowAsync(newest, cancel) : NoneYet(ticket).ToHttp();
        if (!Names.TryVersion(asked, out var number))
            return new Invalid($"number={asked} is not the number of an event: a whole number from 1.").ToHttp();
        var name = BundleStore.Name(named, number);
        return ticket.Bundles.Contains(name)
            ? await ShowAsync(name, cancel)
            : new Missing($"Event {number} of ticket {id} has no bundle. There are bundles of {(ticket.Bundles.IsEmpty ? "no event" : $"the events {string.Join(", ", ticket.Bundles.Select(Number))}")}.").ToHttp();
    }

    private async Task<IResult> ShowAsync(string name, CancellationToken cancel) => await bundles.ReadAsync(name, cancel) is { } json
        ? Results.Bytes(json, "application/json")
        : new Missing($"The bundle {name} is gone from storage.").ToHttp();

    private static Missing NoneYet(Ticket ticket) => new(ticket.Alarms.IsEmpty
        ? $"No alarm belongs to ticket {ticket.Id}, so there is no bundle."
        : $"The bundle of ticket {ticket.Id} is being collected; ask again in a few seconds.");

    private static string Number(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..name.LastIndexOf('.')];
}
