using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>Customers are no longer harmed.</summary>
/// <param name="Detail">How that was done.</param>
public sealed record Mitigate(string? Detail = null) : TicketCommand
{
    internal override string Word => "mitigate";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) => Detail.Check("/detail", Texts.Long, "Say how the harm to customers was stopped.");

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Mitigated, Detail = Detail.OrNull()! };
}

/// <summary>Nothing is left to be done but its action items.</summary>
/// <param name="RootCause">Why it happened.</param>
/// <param name="Detail">What solved it.</param>
public sealed record Resolve(string? RootCause = null, string? Detail = null) : TicketCommand
{
    internal override string Word => "resolve";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) => RootCause.Check("/rootCause", Texts.Long).Concat(Detail.Check("/detail", Texts.Long));

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Resolved, Detail = Detail.OrNull() ?? $"{Who} resolved it.", RootCause = RootCause.OrNull() };
}

/// <summary>It is not solved, or harms again.</summary>
/// <param name="Detail">What is seen.</param>
public sealed record Reopen(string? Detail = null) : TicketCommand
{
    internal override string Word => "reopen";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) => Detail.Check("/detail", Texts.Long, "Say what is seen again.");

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Reopened, Detail = Detail.OrNull()! };
}

/// <summary>Another ticket is about the same. Whether that one exists and is none's duplicate itself is for whoever has all tickets to say.</summary>
/// <param name="Of">The other one's id.</param>
public sealed record Duplicate(string? Of = null) : TicketCommand
{
    /// <summary>Null where it is no id.</summary>
    internal TicketId? Other => TicketId.TryParse(Of, null, out var id) ? id : null;

    internal override string Word => "duplicate";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket)
    {
        if (Other is null)
            yield return new("/of", "Give the id of the other ticket.");
        if (Other == ticket.Id)
            yield return new("/of", "A ticket is not its own duplicate.");
    }

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Duplicated, Detail = $"{Who} says that {Other} is about the same.", DuplicateOf = Other };
}
