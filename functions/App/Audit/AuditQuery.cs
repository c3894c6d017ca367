using Microsoft.AspNetCore.Http;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Audit;

/// <summary>Which rows of the audit are asked for.</summary>
/// <param name="Task">Whose; null: everyone's.</param>
/// <param name="Action">What; null: everything.</param>
/// <param name="Page">Which page of them.</param>
internal sealed record AuditQuery(TaskName? Task, AuditAction? Action, PageQuery Page)
{
    public static Result<AuditQuery> Of(HttpRequest request)
    {
        var page = PageQuery.ByNumber(request);
        if (!page.IsDone)
            return page.Refusal;
        TaskName? task = null;
        if (request.Text("task") is { } name && !TaskName.TryParse(name, null, out task))
            return new Invalid($"task={name} is not a task's name.");
        AuditAction? action = null;
        if (request.Text("action") is { } word && (action = Enum.GetValues<AuditAction>().Cast<AuditAction?>().FirstOrDefault(one => one!.Value.Word() == word)) is null)
            return new Invalid($"action={word} is none of {string.Join(", ", Enum.GetValues<AuditAction>().Select(one => one.Word()))}.");
        return new AuditQuery(task, action, page.Value);
    }
}
