using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Stores a part of an upload, whole or not at all, in the place of an earlier one of its number.</summary>
public sealed class PutUploadPartFunction(TaskStore tasks, UploadStore uploads, PartStore parts, TimeProvider time)
{
    private static readonly Invalid Encoded = new("A part is bytes of the file as it is. Whether the file is zipped is stated when its upload is begun ({ \"contentEncoding\": \"gzip\" }); send the part without Content-Encoding.");

    [Function("PutUploadPart")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "tasks/{task}/uploads/{id}/parts/{part}")] HttpRequest request, string task, string id, string part, CancellationToken cancel)
    {
        var stated = ContentDigest.Sha256(request);
        if ((Check(request, part, out var number) ?? stated.Refusal) is { } refusal)
            return refusal.ToHttp();
        var found = await UploadLookup.NamedAsync(tasks, uploads, task, id, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var upload = found.Value.Stored.Value;
        if (!upload.TakesParts)
            return PartStore.TakesNoParts(id).ToHttp();
        if (upload.IsExpired(time.GetUtcNow()))
            return new Missing($"Upload {id} has expired ({upload.ExpiresAt:u}). Begin another one: POST /api/tasks/{task}/uploads.").ToHttp();
        var kept = await parts.WriteAsync(found.Value.Task.Name, upload, number, request.Body, stated.Value!.Hex, cancel);
        return kept.IsDone ? Answers.Ok(new PartAnswer(number, kept.Value.Bytes, kept.Value.Sha256, kept.Value.ReceivedAt)) : kept.Refusal.ToHttp();
    }

    private static Refusal? Check(HttpRequest request, string part, out int number) =>
        UploadLookup.ReadPart(part, out number) is { } noNumber ? noNumber
        : request.Headers.ContentEncoding.ToString() is not ("" or "identity") ? Encoded
        : request.ContentLength > UploadLimits.MaxPartBytes ? PartStore.TooLarge
        : null;
}
