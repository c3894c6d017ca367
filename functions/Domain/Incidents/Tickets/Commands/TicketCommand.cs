using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>What someone wants to happen to a ticket, as it is sent.</summary>
public abstract record TicketCommand
{
    /// <summary>In the place of a name that was not given.</summary>
    public const string Someone = "someone";

    /// <summary>Who wants it.</summary>
    public string? By { get; init; }

    /// <summary>Its word in a URL.</summary>
    internal abstract string Word { get; }

    internal string Who => string.IsNullOrWhiteSpace(By) ? Someone : By.Trim();

    /// <summary>What is wrong with what was sent, for this ticket.</summary>
    internal abstract IEnumerable<FieldError> Mistakes(Ticket ticket);

    /// <summary>What happens.</summary>
    /// <param name="ticket">As it is.</param>
    /// <param name="next">Numbered, dated and signed; what it is about is still to be said.</param>
    internal abstract TicketEvent Happen(Ticket ticket, TicketEvent next);
}
