using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>Something to say.</summary>
/// <param name="Text">What.</param>
public sealed record Comment(string? Text = null) : TicketCommand
{
    internal override string Word => "comment";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket) => Text.Check("/text", Texts.Long, "Give the text.");

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next) => next with { Action = TicketAction.Commented, Detail = Text.OrNull()! };
}

/// <summary>Says better what the ticket is about; what is null stays.</summary>
/// <param name="Title">In one line.</param>
/// <param name="Description">In as many words as it takes; empty for none.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Evidence">Links, ids of predictions, words: all that there are from now on.</param>
/// <param name="RootCause">Why it happened.</param>
public sealed record Edit(string? Title = null, string? Description = null, Severity? Severity = null, ImmutableArray<string>? Evidence = null, string? RootCause = null) : TicketCommand
{
    internal override string Word => "edit";

    internal override IEnumerable<FieldError> Mistakes(Ticket ticket)
    {
        if (!Changes.Any())
            yield return new("", "Give title, description, severity, evidence or rootCause.");
        IEnumerable<FieldError> mistakes =
        [
            .. Title.Check("/title", Texts.Title, Title is null ? null : "A ticket needs a title."), .. Description.Check("/description", Texts.Long),
            .. Evidence.Check("/evidence"), .. RootCause.Check("/rootCause", Texts.Long, RootCause is null ? null : "Give the cause, or leave the field out."),
        ];
        foreach (var mistake in mistakes)
            yield return mistake;
    }

    internal override TicketEvent Happen(Ticket ticket, TicketEvent next)
    {
        var subject = ticket.Subject with
        {
            Title = Title.OrNull() ?? ticket.Subject.Title,
            Description = Description is null ? ticket.Subject.Description : Description.OrNull(),
            Severity = Severity ?? ticket.Subject.Severity,
            Evidence = Evidence ?? ticket.Subject.Evidence,
        };
        return next with { Action = TicketAction.Edited, Detail = $"{Who} changed {string.Join(", ", Changes)}.", Subject = subject == ticket.Subject ? null : subject, RootCause = RootCause.OrNull() };
    }

    private IEnumerable<string> Changes => new[]
    {
        Title is null ? null : "the title", Description is null ? null : "the description", Severity is { } severity ? $"the severity to {severity.Word()}" : null,
        Evidence is null ? null : "the evidence", RootCause is null ? null : "the root cause",
    }.OfType<string>();
}
