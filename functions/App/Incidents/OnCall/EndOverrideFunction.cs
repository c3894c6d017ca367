using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Ends an override now, so that the past stays as it was, or takes it away before it has begun.</summary>
public sealed class EndOverrideFunction(OnCallStore onCall, TimeProvider time)
{
    [Function("EndOverride")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "on-call/{team}/overrides/{id}")] HttpRequest request, string team, string id, CancellationToken cancel)
    {
        var named = await onCall.NamedAsync(team, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        return Names.IsKey(id) && await onCall.Overrides.EndAsync(team, id, time.GetUtcNow(), cancel) is { } ended
            ? Answers.Ok(ended)
            : new Missing($"Team {team} has no override '{id}'. GET /api/on-call/{team}/overrides lists them.").ToHttp();
    }
}
