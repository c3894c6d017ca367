using MlFunctions.Domain.Incidents.Messages;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Support.Quarters;

/// <summary>How a tick of an instance ends.</summary>
public enum Fate
{
    /// <summary>All that is due is done.</summary>
    Lives,

    /// <summary>The instance is down, and does nothing.</summary>
    Down,

    /// <summary>It dies after it has decided on something and before that is kept.</summary>
    DiesBeforeKeeping,

    /// <summary>It dies when something is kept, before it knows.</summary>
    DiesAfterKeeping,
}

/// <summary>Where a quarter's tickets are kept, and the two instances that look after them.</summary>
public abstract class QuarterLog
{
    /// <summary>When something may be due next; null when nothing ever is.</summary>
    public abstract Task<DateTimeOffset?> NextAsync(CancellationToken cancel);

    /// <summary>The tickets of which something may be due.</summary>
    public abstract Task<IReadOnlyCollection<TicketId>> DueAsync(DateTimeOffset now, CancellationToken cancel);

    /// <summary>A ticket's events, in order.</summary>
    public abstract Task<IReadOnlyList<TicketEvent>> EventsAsync(TicketId id, CancellationToken cancel);

    /// <summary>The messages about a ticket.</summary>
    public abstract Task<IReadOnlyList<Delivery>> DeliveriesAsync(TicketId id, CancellationToken cancel);

    /// <summary>A person changes a ticket.</summary>
    public abstract Task ChangeAsync(TicketId id, DateTimeOffset now, Func<Ticket?, TicketEvent?> decide, CancellationToken cancel);

    /// <summary>Both instances look at the same time.</summary>
    public abstract Task TickAsync(DateTimeOffset now, Fate one, Fate other, CancellationToken cancel);
}
