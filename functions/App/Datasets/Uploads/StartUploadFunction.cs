using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Begins the upload of a file in parts, for files above what one call may hold.</summary>
public sealed class StartUploadFunction(TaskStore tasks, UploadStarter starter)
{
    private static readonly Invalid NoRole = new("Say what the rows are for: { \"role\": \"training\" } or { \"role\": \"validation\" }.", [new("/role", "training or validation")]);

    [Function("StartUpload")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "tasks/{task}/uploads")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var body = await request.ReadJsonAsync<UploadRequest>(null, cancel);
        if (!body.IsDone)
            return body.Refusal.ToHttp();
        if (!DatasetLookup.TryRole(body.Value.Role ?? string.Empty, out var role))
            return NoRole.ToHttp();
        var upload = await starter.StartAsync(definition.Value, role, body.Value, cancel);
        return upload.IsDone ? Answers.Created(request, upload.Value.Id, UploadAnswer.Of(upload.Value)) : upload.Refusal.ToHttp();
    }
}
