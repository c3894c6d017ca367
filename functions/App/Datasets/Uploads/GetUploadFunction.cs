using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Shows an upload: its state, which parts are there, what is missing, and the dataset or the problem that it ended with.</summary>
public sealed class GetUploadFunction(TaskStore tasks, UploadStore uploads, DatasetStore datasets)
{
    [Function("GetUpload")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/uploads/{id}")] HttpRequest request, string task, string id, CancellationToken cancel)
    {
        var query = PageQuery.ByNumber(request);
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        var found = await UploadLookup.NamedAsync(tasks, uploads, task, id, cancel);
        if (!found.IsDone)
            return found.Refusal.ToHttp();
        var (name, upload) = (found.Value.Task.Name, found.Value.Stored.Value);
        var answer = UploadAnswer.Of(upload).With(upload, await uploads.PartsAsync(name, id, cancel), query.Value.AfterNumber, query.Value.Limit);
        return Answers.Ok(upload.Dataset is { } version ? answer with { Dataset = await datasets.FindAsync(name, version, cancel) } : answer);
    }
}
