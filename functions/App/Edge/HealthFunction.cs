using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.App.Edge;

/// <summary>Says whether this instance can work: 200 when storage answers, else 503. Anonymous, for probes.</summary>
public sealed class HealthFunction(StorageSetup storage)
{
    [Function("Health")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancel)
    {
        var reachable = await storage.IsReachableAsync(cancel);
        return Results.Json(new HealthAnswer(reachable ? "healthy" : "storage unreachable"), statusCode: reachable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

internal sealed record HealthAnswer(string Status);
