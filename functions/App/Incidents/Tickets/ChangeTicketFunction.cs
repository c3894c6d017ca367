using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Incidents.Tickets.Commands;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.Tickets;

/// <summary>Does with a ticket what a command says, if it is legal then; with If-Match only on the ticket as the caller read it.</summary>
public sealed class ChangeTicketFunction(TicketDesk desk, TicketStore tickets, OnCallStore onCall, TimeProvider time)
{
    private const int MostTold = 10;

    [Function("ChangeTicket")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tickets/{id}/{command}")] HttpRequest request, string id, string command, CancellationToken cancel)
    {
        var wanted = await CommandBodies.ReadAsync(request, command, cancel);
        if (!wanted.IsDone)
            return wanted.Refusal.ToHttp();
        var expected = Precondition.Of(request);
        if (!expected.IsDone)
            return expected.Refusal.ToHttp();
        if (!TicketId.TryParse(id, null, out var named)
            || await desk.ChangeAsync(named, (before, teams) => DecideAsync(before, wanted.Value, expected.Value, teams, cancel), cancel) is not { } result)
            return Names.NoTicket(id).ToHttp();
        if (result.IsDone && wanted.Value is Duplicate && await DoubtAsync(result.Value.DuplicateOf!, cancel) is { } doubt)
            result = await desk.ChangeAsync(named, (before, _) => Task.FromResult(Undo(before!, doubt)), cancel) ?? result;
        if (!result.IsDone)
            return result.Refusal.ToHttp();
        request.Tag(TicketAnswer.Tag(result.Value));
        return Answers.Ok(TicketAnswer.Of(result.Value, await onCall.TeamsAsync(cancel)) with { Legal = TicketCommands.Legal(result.Value) });
    }

    private async Task<Result<TicketEvent>?> DecideAsync(Ticket? before, TicketCommand command, Precondition expected, IReadOnlyList<Team> teams, CancellationToken cancel)
    {
        if (before is null)
            return null;
        if (expected.Check(TicketAnswer.Tag(before), $"Ticket {before.Id}") is { } stale)
            return stale with { Detail = $"{stale.Detail}{await SinceAsync(before.Id, expected, cancel)}" };
        var decided = TicketCommands.Decide(before, command, time.GetUtcNow());
        if (!decided.IsDone)
            return decided;
        if (decided.Value.CheckTeam(teams) is { } unknown)
            return unknown;
        return decided.Value.DuplicateOf is { } other && await DoubtAsync(other, cancel) is { } doubt ? doubt : decided;
    }

    /// <summary>The other one was called a duplicate at the same moment: so that not both are closed, this one is not.</summary>
    private Result<TicketEvent>? Undo(Ticket before, Refusal doubt) =>
        before.Status == TicketStatus.Duplicate ? TicketCommands.Decide(before, new Reopen(doubt.Detail), time.GetUtcNow()) : (Result<TicketEvent>?)null;

    /// <summary>What happened after the state that the caller knows, where it is a former one.</summary>
    private async Task<string> SinceAsync(TicketId id, Precondition expected, CancellationToken cancel)
    {
        if (!int.TryParse(expected.Tags![0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            return string.Empty;
        var since = (await tickets.EventsAsync(id, known, MostTold, cancel)).Items;
        return since.Count == 0 ? string.Empty : $" Since then: {string.Join("; ", since.Select(next => $"{next.Number} {next.Action.Word()} by {next.By}"))}.";
    }

    /// <summary>A duplicate is that of a ticket which is no duplicate itself, so that no chain of them ends nowhere.</summary>
    private async Task<Refusal?> DoubtAsync(TicketId other, CancellationToken cancel) => await tickets.FindAsync(other, cancel) switch
    {
        null => new FieldError[] { new("/of", $"There is no ticket '{other}'. GET /api/tickets lists them.") }.Refuse(),
        { DuplicateOf: { } original } => new Conflict($"Ticket {other} is a duplicate itself, of {original}: name that one, or reopen {other} first.", new { duplicateOf = original.ToString() }),
        _ => null,
    };
}
