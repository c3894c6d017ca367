using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Opens a ticket by hand, or for another system that saw something.</summary>
public sealed class OpenTicketFunction(TaskStore tasks, TicketDesk desk, OnCallStore onCall, TimeProvider time, Random random)
{
    [Function("OpenTicket")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tickets")] HttpRequest request, CancellationToken cancel)
    {
        var body = await request.ReadJsonAsync<OpenTicket>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var now = time.GetUtcNow();
        var opened = body.Value.Decide(now);
        if (!opened.IsDone)
            return opened.Refusal.ToHttp();
        if (!(await tasks.NamedAsync(body.Value.Task!, cancel)).IsDone)
            return new FieldError[] { new("/task", $"There is no task '{body.Value.Task}'. GET /api/tasks lists them.") }.Refuse().ToHttp();
        var result = await desk.ChangeAsync(TicketId.New(now, random), (before, teams) => Task.FromResult<Result<TicketEvent>?>(Open(before, opened.Value, teams)), cancel);
        if (!result!.Value.IsDone)
            return result.Value.Refusal.ToHttp();
        var ticket = result.Value.Value;
        request.Tag(TicketAnswer.Tag(ticket));
        return Answers.Created(request, $"{ticket.Id}", TicketAnswer.Of(ticket, await onCall.TeamsAsync(cancel)) with { Legal = TicketCommands.Legal(ticket) });
    }

    private static Result<TicketEvent> Open(Ticket? before, TicketEvent opened, IReadOnlyList<Team> teams)
    {
        if (before is not null)
            return new Conflict("Another ticket got the same id at the same moment; send the call again.");
        return opened.CheckTeam(teams) is { } unknown ? unknown : opened;
    }
}
