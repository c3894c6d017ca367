using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>What people may do with a ticket, and what that does: pure, from the ticket as it is.</summary>
public static class TicketCommands
{
    private static readonly ImmutableArray<TicketStatus> Every = [.. Enum.GetValues<TicketStatus>()];
    private static readonly ImmutableArray<TicketStatus> Harmful = [TicketStatus.Open, TicketStatus.Acknowledged, TicketStatus.Reopened];
    private static readonly ImmutableArray<TicketStatus> Active = [.. Harmful, TicketStatus.Mitigated];

    private static readonly ImmutableArray<(string Word, ImmutableArray<TicketStatus> In)> Table =
    [
        ("acknowledge", [TicketStatus.Open, TicketStatus.Reopened]),
        ("assign", Active),
        ("escalate", Active),
        ("mitigate", Harmful),
        ("resolve", Active),
        ("reopen", [TicketStatus.Mitigated, TicketStatus.Resolved, TicketStatus.Duplicate]),
        ("duplicate", [.. Active, TicketStatus.Resolved]),
        ("comment", Every),
        ("edit", Every),
        ("plan", Every),
    ];

    /// <summary>The words of all.</summary>
    public static ImmutableArray<string> Words { get; } = [.. Table.Select(row => row.Word)];

    /// <summary>The words of those that the ticket takes now.</summary>
    public static ImmutableArray<string> Legal(Ticket ticket) => [.. Table.Where(row => row.In.Contains(ticket.Status)).Select(row => row.Word)];

    /// <summary>What a command does; a <see cref="Conflict"/> if and only if its word is not legal now.</summary>
    /// <param name="ticket">As it is.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="now">The time. The event is not dated before the ticket's last one: a clock that was set back is for the plan to follow.</param>
    public static Result<TicketEvent> Decide(Ticket ticket, TicketCommand command, DateTimeOffset now)
    {
        var legal = Legal(ticket);
        var status = ticket.Status.Word();
        if (!legal.Contains(command.Word))
            return new Conflict($"A ticket that is {status} does not take {command.Word}; legal now: {string.Join(", ", legal)}.", new LegalNow(status, legal));
        FieldError[] mistakes = [.. command.By.Check("/by", Texts.Name), .. command.Mistakes(ticket)];
        if (mistakes.Length > 0)
            return mistakes.Refuse();
        var next = command.Happen(ticket, new(ticket.Events + 1, now > ticket.UpdatedAt ? now : ticket.UpdatedAt, TicketAction.Commented, command.Who, string.Empty));
        return command is Edit or PlanItem && TicketSize.Check(Ticket.Apply(ticket.Id, ticket, next), string.Empty) is { } tooLong ? tooLong : next;
    }
}

/// <summary>Why a command was refused.</summary>
/// <param name="Status">The ticket's.</param>
/// <param name="Legal">The words of the commands that it takes.</param>
public sealed record LegalNow(string Status, IReadOnlyList<string> Legal);
