using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>Says that a step of a ticket is due at a time, if the ticket's plan still says so too.</summary>
public sealed class DueMark
{
    internal DueMark(string key, Stored<TicketMark> stored) => (Key, Stored) = (key, stored);

    public TicketId Ticket => Stored.Value.Ticket;

    /// <summary>When it is due.</summary>
    public DateTimeOffset At => TicketStore.DueTime(Key);

    internal string Key { get; }

    internal Stored<TicketMark> Stored { get; }

    /// <summary>Whether it is that of the ticket's plan.</summary>
    public bool Holds(Ticket? ticket) => ticket?.Plan.Next is { } step && Key == TicketStore.DueKey(step.At, ticket.Id);
}
