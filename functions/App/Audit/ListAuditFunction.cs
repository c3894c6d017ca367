using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Audit;

namespace MlFunctions.App.Audit;

/// <summary>Lists what was decided, by whom, on what, the oldest first: a page of it, or all as CSV.</summary>
public sealed class ListAuditFunction(AuditLog log)
{
    [Function("ListAudit")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "audit")] HttpRequest request, CancellationToken cancel)
    {
        var query = AuditQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var (task, action, page) = query.Value;
        return request.Text("format") switch
        {
            "csv" => new AuditFile(log.AllAsync(task, action, page.AfterNumber)),
            null or "json" => TaskPages.Of("audit", await log.ListAsync(task, action, page.AfterNumber, page.Limit, cancel)),
            var format => new Invalid($"format={format} is neither csv nor json.").ToHttp(),
        };
    }

    /// <summary>Rows as CSV, sent while they are read.</summary>
    private sealed class AuditFile(IAsyncEnumerable<AuditLine> lines) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
            return AuditCsv.WriteAsync(lines, httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
