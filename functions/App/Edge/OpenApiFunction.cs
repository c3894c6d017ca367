using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Edge;

/// <summary>Describes the API for tools and generators of clients: every function, and each task's prediction call with its own input.</summary>
public sealed class OpenApiFunction(TaskStore tasks)
{
    [Function("OpenApi")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request, CancellationToken cancel)
    {
        var prefix = request.Path.Value![..^"/openapi.json".Length];
        return Answers.Ok(OpenApiDocument.Of(prefix, ApiCalls.All, await tasks.AllAsync(cancel).ToListAsync(cancel)));
    }
}
