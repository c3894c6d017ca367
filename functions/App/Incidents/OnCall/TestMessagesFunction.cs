using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Incidents;

namespace MlFunctions.App.Incidents.OnCall;

/// <summary>Sends a test to each contact of a person, to a hook, or where neither is named to all of the team, and says which have arrived.</summary>
public sealed class TestMessagesFunction(OnCallStore onCall, TestMessages tests)
{
    private static readonly TestRequest All = new(null, null);

    [Function("TestMessages")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "on-call/{team}/tests")] HttpRequest request, string team, CancellationToken cancel)
    {
        var body = await request.ReadJsonAsync(All, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var found = await onCall.NamedAsync(team, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var receivers = TestMessages.Receivers(found.Value, body.Value);
        return receivers.IsDone ? Answers.Ok(new { receivers = await tests.SendAsync(found.Value, receivers.Value, cancel) }) : receivers.Refusal.ToHttp();
    }
}

/// <summary>Who is to be tried.</summary>
/// <param name="Person">Each contact of this person.</param>
/// <param name="Hook">This hook.</param>
public sealed record TestRequest(string? Person, string? Hook);
