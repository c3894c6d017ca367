using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Lists who is on call in every team, now or <c>?at=</c> a time, and until when.</summary>
public sealed class ListOnCallFunction(OnCallStore onCall, TimeProvider time)
{
    [Function("ListOnCall")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "on-call")] HttpRequest request, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if (!request.TryTime("at", out var at))
            return new Invalid($"at={request.Text("at")} is no time such as 2026-01-31T09:00:00Z (in a URL + is %2B).").ToHttp();
        var page = await onCall.ListAsync(query.Value.After, query.Value.Limit, cancel);
        var teams = await Task.WhenAll(page.Items.Select(async team => new TeamOnCall(team.Name, await onCall.NowAsync(team, at ?? time.GetUtcNow(), cancel))));
        return TaskPages.Of("teams", new Page<TeamOnCall>(teams, page.Next));
    }
}

/// <summary>Who of a team is on call.</summary>
internal sealed record TeamOnCall(string Name, IReadOnlyList<Shift> OnCall);
