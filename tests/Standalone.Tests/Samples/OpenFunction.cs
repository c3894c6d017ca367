using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Tests.Samples;

public sealed class OpenFunction
{
    [Function("Open")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Task.FromResult(Results.Text(request.Path));
}

public sealed class RestrictedFunction
{
    [Function("Restricted")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "restricted")] HttpRequest request) =>
        Task.FromResult(Results.Text(request.Path));
}

public sealed class BrokenFunction
{
    [Function("Broken")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException($"secret detail of {request.Path}");
}

public sealed class SlowFunction(Recorder recorder)
{
    [Function("Slow")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
    {
        recorder.Events.Enqueue("Slow");
        await recorder.Gate;
        return Results.Text(request.Path);
    }
}
