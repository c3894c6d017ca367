using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Jira;

/// <summary>The events that bring a ticket to where an issue is.</summary>
/// <param name="id">Of the ticket.</param>
/// <param name="opened">Its first event.</param>
/// <param name="original">The ticket of which it is a duplicate; null where it is none's.</param>
internal sealed class JiraCourse(TicketId id, TicketEvent opened, TicketId? original)
{
    private readonly List<TicketEvent> events = [opened];
    private Ticket ticket = Ticket.Apply(id, null, opened);

    public TicketId Id => id;

    public IReadOnlyList<TicketEvent> Events => events;

    public void Add(JiraStep step)
    {
        if (step.Text is { } text)
            Happen(step, TicketAction.Commented, text);
        else
            Become(step, step.Status!.Value);
    }

    /// <summary>What the issue is now, where its changes do not say how it became that. An issue that is to be done may have been so before.</summary>
    public void End(JiraStep now)
    {
        if (now.Status != TicketStatus.Open || ticket.Status != TicketStatus.Reopened)
            Become(now with { At = now.At > ticket.UpdatedAt ? now.At : ticket.UpdatedAt }, now.Status!.Value);
    }

    private void Become(JiraStep step, TicketStatus status)
    {
        if (status == ticket.Status)
            return;
        var isOver = ticket.Status is TicketStatus.Resolved or TicketStatus.Duplicate;
        var isBack = status is TicketStatus.Open or TicketStatus.Reopened;
        if (status == TicketStatus.Open && ticket.Status == TicketStatus.Acknowledged)
            Happen(step, TicketAction.Assigned, "It is to be done again.");
        else if (isBack || (isOver && (ticket.Status, status) != (TicketStatus.Resolved, TicketStatus.Duplicate)) || (ticket.Status, status) == (TicketStatus.Mitigated, TicketStatus.Acknowledged))
            Happen(step, TicketAction.Reopened, "It was reopened.");
        switch (status)
        {
            case TicketStatus.Acknowledged:
                Happen(step, TicketAction.Acknowledged, "It is in progress.");
                break;
            case TicketStatus.Mitigated:
                Happen(step, TicketAction.Mitigated, "It is mitigated.");
                break;
            case TicketStatus.Resolved:
                Happen(step, TicketAction.Resolved, "It is resolved.");
                break;
            case TicketStatus.Duplicate:
                Happen(step, TicketAction.Duplicated, "It is a duplicate.", original);
                break;
        }
    }

    private void Happen(JiraStep step, TicketAction action, string detail, TicketId? of = null)
    {
        var next = new TicketEvent(events.Count + 1, step.At > opened.At ? step.At : opened.At, action, step.By ?? JiraImport.Source, detail) { DuplicateOf = of };
        events.Add(next);
        ticket = Ticket.Apply(id, ticket, next);
    }
}
