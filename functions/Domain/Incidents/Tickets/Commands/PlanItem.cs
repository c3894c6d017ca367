using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>Adds an action item, or changes one; what is null stays.</summary>
/// <param name="Item">The number of the one to change; null adds one.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Owner">By whom.</param>
/// <param name="Due">By when.</param>
/// <param name="Change">A link to the change that does it.</param>
/// <param name="Done">Whether it is done.</param>
public sealed record PlanItem(int? Item = null, string? Title = null, string? Owner = null, DateTimeOffset? Due = null, string? Change = null, bool? Done = null) : TicketCommand
{
    /// <summary>The most action items of a ticket.</summary>
    public const int Most = 40;

    internal override string Word => "plan";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket)
    {
        if (Item is { } item && !ticket.Items.ContainsKey(item))
            yield return new("/item", ticket.Items.IsEmpty ? "The ticket has no action items; without item one is added." : $"The ticket has the action items {string.Join(", ", ticket.Items.Keys)}.");
        if (Item is null && ticket.Items.Count >= Most)
            yield return new("/item", $"A ticket has at most {Most} action items; change one of them.");
        foreach (var mistake in Title.Check("/title", Texts.Title, Item is null || Title is not null ? "Say what is to be done." : null).Concat(Owner.Check("/owner", Texts.Name)).Concat(Change.Check("/change", Texts.Link)))
            yield return mistake;
    }

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next)
    {
        var number = Item ?? ticket.Items.Keys.LastOrDefault() + 1;
        var before = ticket.Items.GetValueOrDefault(number) ?? new ActionItem(number, string.Empty);
        var after = before with
        {
            Title = Title.OrNull() ?? before.Title,
            Owner = Owner is null ? before.Owner : Owner.OrNull(),
            Due = Due?.ToUniversalTime() ?? before.Due,
            Change = Change is null ? before.Change : Change.OrNull(),
            DoneAt = Done switch { true => before.DoneAt ?? next.At, false => null, null => before.DoneAt },
        };
        var what = after.DoneAt is not null && before.DoneAt is null ? "did" : Item is null ? "planned" : "changed";
        return next with { Action = TicketAction.Planned, Detail = $"{Who} {what} action item {number}: {after.Title}", Item = after };
    }
}
