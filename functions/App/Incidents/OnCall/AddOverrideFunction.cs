using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Lets someone stand in for whoever would be on call at a level; of two at one time the later call counts.</summary>
public sealed class AddOverrideFunction(OnCallStore onCall, TimeProvider time)
{
    [Function("AddOverride")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "on-call/{team}/overrides")] HttpRequest request, string team, CancellationToken cancel)
    {
        var named = await onCall.NamedAsync(team, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<OverrideRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var now = time.GetUtcNow();
        var asked = body.Value.Of(named.Value, now);
        if (!asked.IsDone)
            return asked.Refusal.ToHttp();
        var kept = await onCall.Overrides.AddAsync(team, asked.Value, now, cancel);
        return Answers.Created(request, kept.Id, kept);
    }
}
