using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>Whoever sends it has the ticket.</summary>
public sealed record Acknowledge : TicketCommand
{
    internal override string Word => "acknowledge";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) => [];

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Acknowledged, Detail = $"{Who} has it.", Assignee = By.OrNull() };
}

/// <summary>Gives the ticket to someone; to oneself it is an acknowledgement.</summary>
/// <param name="Assignee">The one who gets it.</param>
/// <param name="Team">The team that answers for it from now on.</param>
/// <param name="Level">The level at which it is from now on.</param>
public sealed record Assign(string? Assignee = null, string? Team = null, Level? Level = null) : TicketCommand
{
    internal override string Word => "assign";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket)
    {
        if (Assignee.OrNull() is null && Team.OrNull() is null && Level is null)
            yield return new("/assignee", "Give assignee, team or level.");
        foreach (var mistake in Assignee.Check("/assignee", Texts.Name).Concat(Team.Check("/team", Texts.Name)))
            yield return mistake;
    }

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next)
    {
        var whom = string.Join(", ", new[] { Assignee.OrNull(), Team.OrNull() is { } team ? $"team {team}" : null, Level is { } level ? $"level {level.Word()}" : null }.OfType<string>());
        var given = next with { Action = TicketAction.Assigned, Detail = $"{Who} gives it to {whom}.", Assignee = Assignee.OrNull(), Team = Team.OrNull(), Level = Level };
        // Who has a mitigated ticket need not say so: nobody is waited for.
        return Assignee.OrNull() is { } one && one == By.OrNull() && ticket.Status != TicketStatus.Mitigated ? given with { Action = TicketAction.Acknowledged, Detail = $"{Who} has it." } : given;
    }
}

/// <summary>Asks a higher level for help; at the top, the same one again.</summary>
/// <param name="Level">Which; null: the next.</param>
public sealed record Escalate(Level? Level = null) : TicketCommand
{
    internal override string Word => "escalate";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) =>
        Level < ticket.Level ? [new("/level", $"The ticket is at level {ticket.Level.Word()} already; assign gives it to a lower one.")] : [];

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next)
    {
        var level = Level ?? (ticket.Level == Domain.Incidents.Tickets.Level.Senior ? ticket.Level : ticket.Level + 1);
        return next with { Action = TicketAction.Escalated, Detail = $"{Who} asks level {level.Word()} for help.", Level = level };
    }
}
