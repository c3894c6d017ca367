using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Keeps the file in the body, CSV or SVMlight by its Content-Type, as a new immutable dataset, while it streams in; a JSON body names a blob, which is read afterwards.</summary>
public sealed class UploadDatasetFunction(TaskStore tasks, DatasetUpload upload, UploadStarter starter)
{
    private static readonly Invalid NoRole = new("Say what the rows are for: ?role=training or ?role=validation.");

    private static readonly Invalid Encoding = new("Content-Encoding must be gzip or absent.");

    private static readonly Invalid Form = new("Send the file itself as the body (curl --data-binary @file.csv), with Content-Type: text/csv or text/x-svmlight, not as a form.");

    [Function("UploadDataset")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/datasets")] HttpRequest request, string task, CancellationToken cancel)
    {
        if (Check(request, out var role) is { } refusal)
            return refusal.ToHttp();
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        if (request.HasJsonContentType())
            return await StartAsync(request, definition.Value, role, cancel);

        await using var file = IsGzip(request) ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        var kept = await upload.AddAsync(definition.Value, role, DatasetFormats.Of(request.ContentType), file, cancel);
        return kept.IsDone ? Answers.Created(request, $"{kept.Value.Version}", kept.Value) : kept.Refusal.ToHttp();
    }

    private async Task<IResult> StartAsync(HttpRequest request, TaskDefinition task, DatasetRole role, CancellationToken cancel)
    {
        var body = await request.ReadJsonAsync<UrlRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        var started = await starter.StartAsync(task, role, body.Value, cancel);
        return started.IsDone ? Answers.AcceptedAt(request, UploadLookup.Location(request, $"{task.Name}", started.Value.Id), UploadAnswer.Of(started.Value)) : started.Refusal.ToHttp();
    }

    private static Invalid? Check(HttpRequest request, out DatasetRole role) =>
        !DatasetLookup.TryRole(request.Query["role"].ToString(), out role) ? NoRole
        : !IsGzip(request) && request.Headers.ContentEncoding.ToString() is not ("" or "identity") ? Encoding
        : request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true ? Form
        : null;

    private static bool IsGzip(HttpRequest request) => request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase);
}
