using System.Collections.Immutable;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Incidents.Tickets.Commands;

/// <summary>A ticket that no alarm opens, as it is sent.</summary>
/// <param name="Task">Whose.</param>
/// <param name="Title">In one line.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Description">In as many words as it takes.</param>
/// <param name="Source">Where it comes from; null: people.</param>
/// <param name="Evidence">Links, ids of predictions, words.</param>
/// <param name="Team">Who answers for it; null: the task's team.</param>
/// <param name="By">Who opens it.</param>
public sealed record OpenTicket(
    string? Task = null, string? Title = null, Severity? Severity = null, string? Description = null, string? Source = null, ImmutableArray<string>? Evidence = null, string? Team = null, string? By = null)
{
    private const int MostOfSource = 40;

    /// <summary>The first event of the ticket, if what was sent is whole.</summary>
    public Result<TicketEvent> Decide(DateTimeOffset now)
    {
        FieldError[] mistakes = [.. Mistakes()];
        if (mistakes.Length > 0)
            return mistakes.Refuse();
        var subject = new TicketSubject(TaskName.Parse(Task!), Title!.Trim(), Severity!.Value, Source: Source.OrNull() ?? TicketSubject.FromPeople, Description: Description.OrNull(), Evidence: Evidence);
        var by = By.OrNull() ?? TicketCommand.Someone;
        return new TicketEvent(1, now, TicketAction.Opened, by, $"{by} opened it.", subject) { Team = Team.OrNull() };
    }

    private IEnumerable<FieldError> Mistakes()
    {
        if (!TaskName.TryParse(Task, null, out _))
            yield return new("/task", "Give the name of a task; GET /api/tasks lists them.");
        if (Severity is null)
            yield return new("/severity", "Give sev1, sev2, sev3 or sev4.");
        if (Source.OrNull() is { } source && (source.Length > MostOfSource || !source.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            yield return new("/source", $"It takes up to {MostOfSource} lower-case letters, digits and hyphens.");
        if (Source.OrNull() == TicketSubject.FromAlarm)
            yield return new("/source", "Tickets of alarms are opened by the alarms themselves.");
        IEnumerable<FieldError> mistakes =
        [
            .. Title.Check("/title", Texts.Title, "Say in one line what is wrong."), .. Description.Check("/description", Texts.Long), .. Evidence.Check("/evidence"),
            .. Team.Check("/team", Texts.Name), .. By.Check("/by", Texts.Name),
        ];
        foreach (var mistake in mistakes)
            yield return mistake;
    }
}
