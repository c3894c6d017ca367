using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Shows a team's document, as it can be put again, with who is on call now.</summary>
public sealed class GetTeamFunction(OnCallStore onCall, TimeProvider time)
{
    [Function("GetTeam")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "on-call/{team}")] HttpRequest request, string team, CancellationToken cancel)
    {
        var named = await onCall.NamedAsync(team, cancel);
        if (!named.IsDone)
            return named.Refusal.ToHttp();
        request.Tag(TeamAnswer.Tag(named.Value));
        return Answers.Ok(TeamAnswer.Of(named.Value, await onCall.NowAsync(named.Value, time.GetUtcNow(), cancel)));
    }
}
