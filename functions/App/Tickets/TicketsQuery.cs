using Microsoft.AspNetCore.Http;
using MlFunctions.App.Http;
using MlFunctions.Domain;
using MlFunctions.Domain.Tasks;
using MlFunctions.Domain.Tickets;

namespace MlFunctions.App.Tickets;

/// <summary>Which tickets are asked for.</summary>
/// <param name="Task">Whose; null: every task's.</param>
/// <param name="Status">Of which status; null: of any.</param>
/// <param name="Page">Which page of them.</param>
internal sealed record TicketsQuery(TaskName? Task, TicketStatus? Status, PageQuery Page)
{
    public static Result<TicketsQuery> Of(HttpRequest request)
    {
        var page = PageQuery.Of(request);
        if (!page.IsDone)
            return page.Refusal;
        var (task, status) = (request.Query["task"].ToString(), request.Query["status"].ToString());
        TaskName? name = null;
        if (task.Length > 0 && !TaskName.TryParse(task, null, out name))
            return new Invalid($"task={task} is not a task's name.");
        TicketStatus? wanted = null;
        if (status.Length > 0 && (wanted = Parse(status)) is null)
            return new Invalid($"status={status} is none of {string.Join(", ", Enum.GetNames<TicketStatus>()).ToLowerInvariant()}.");
        return new TicketsQuery(name, wanted, page.Value);
    }

    private static TicketStatus? Parse(string status) =>
        char.IsAsciiLetter(status[0]) && Enum.TryParse<TicketStatus>(status, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
}
