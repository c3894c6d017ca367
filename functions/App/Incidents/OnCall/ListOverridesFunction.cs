using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Lists a team's overrides that are not over, in the order in which they were asked for.</summary>
public sealed class ListOverridesFunction(OnCallStore onCall, TimeProvider time)
{
    [Function("ListOverrides")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "on-call/{team}/overrides")] HttpRequest request, string team, CancellationToken cancel)
    {
        var query = PageQuery.Of(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var named = await onCall.NamedAsync(team, cancel);
        return named.IsDone
            ? TaskPages.Of("overrides", await onCall.Overrides.ListAsync(team, time.GetUtcNow(), query.Value.After, query.Value.Limit, cancel))
            : named.Refusal.ToHttp();
    }
}
