using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Tests.Samples;

/// <summary>Gives back what was bound to it; notes that it was disposed.</summary>
public sealed class EchoFunction(Recorder recorder) : IDisposable
{
    [Function("Echo")]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "echo/{word}/{number}")] HttpRequest request, string word, int number, CancellationToken cancellation) =>
        Task.FromResult(Results.Ok(new { word, number, method = request.Method, aborted = request.HttpContext.RequestAborted == cancellation }));

    public void Dispose() => recorder.Events.Enqueue("Echo disposed");
}
