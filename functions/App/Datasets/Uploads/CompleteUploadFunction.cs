using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage.Kernel;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Queues an upload to be read as one dataset; <c>RunUploads</c> takes it from there.</summary>
public sealed class CompleteUploadFunction(TaskStore tasks, UploadStore uploads)
{
    private static readonly CompletionRequest Nothing = new(null, null);

    [Function("CompleteUpload")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/uploads/{id}/completion")] HttpRequest request, string task, string id, CancellationToken cancel)
    {
        var body = await request.ReadJsonAsync(Nothing, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var sha256 = body.Value.Sha256 is { } text ? FileHash.Normalize(text) : null;
        if (body.Value.Sha256 is not null && sha256 is null)
            return NoHash.ToHttp();
        for (var race = new Race($"Upload {id}"); ; race.Again())
        {
            var found = await UploadLookup.NamedAsync(tasks, uploads, task, id, cancel);
            if (!found.IsDone)
                return found.Refusal.ToHttp();
            var (name, stored) = (found.Value.Task.Name, found.Value.Stored);
            var begun = UploadCompletion.Begin(stored.Value, await uploads.PartsAsync(name, id, cancel), body.Value.Parts, sha256);
            if (!begun.IsDone)
                return begun.Refusal.ToHttp();
            if (begun.Value == stored.Value || await uploads.ReplaceAsync(name, stored, begun.Value, cancel) is not null)
                return Answers.AcceptedAt(request, UploadLookup.Location(request, task, id), UploadAnswer.Of(begun.Value));
        }
    }

    private static readonly Invalid NoHash = new($"The SHA-256 must be {FileHash.HexDigits} hexadecimal digits, as sha256sum prints them.", [new("/sha256", "No SHA-256.")]);
}

/// <summary>What the caller states of the whole file; what is absent is not checked.</summary>
/// <param name="Parts">How many parts it has.</param>
/// <param name="Sha256">Of the file as it was sent.</param>
public sealed record CompletionRequest(int? Parts, string? Sha256);
