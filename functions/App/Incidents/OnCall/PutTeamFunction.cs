using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Incidents.Messages;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Incidents.OnCall;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Declares a team by one JSON document, or gives it another one; by <c>If-Match</c>, only in the place of the one that was read.</summary>
public sealed class PutTeamFunction(TeamDeclaration declaration, OnCallStore onCall, MessageSettings settings, TimeProvider time)
{
    [Function("PutTeam")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "put", Route = "on-call/{team}")] HttpRequest request, string team, CancellationToken cancel)
    {
        if (!Naming.IsName(team))
            return new Invalid($"'{team}' is no name for a team: it takes {Naming.Rule}.").ToHttp();
        var precondition = Precondition.Of(request);
        if (!precondition.IsDone)
            return precondition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<JsonDocument>(null, cancel);
        var read = body.IsDone ? TeamDocument.Read(team, body.Value.RootElement, settings.AllowPrivate) : body.Refusal;
        if (!read.IsDone)
            return read.Refusal.ToHttp();

        var declared = await declaration.DeclareAsync(read.Value, precondition.Value, cancel);
        if (!declared.IsDone)
            return declared.Refusal.ToHttp();
        request.Tag(TeamAnswer.Tag(declared.Value.Team));
        var shifts = await onCall.NowAsync(declared.Value.Team, time.GetUtcNow(), cancel);
        return Results.Json(TeamAnswer.Of(declared.Value.Team, shifts), Json.Options, statusCode: declared.Value.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
