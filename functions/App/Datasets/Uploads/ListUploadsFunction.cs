using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Lists a task's uploads, the oldest first.</summary>
public sealed class ListUploadsFunction(TaskStore tasks, UploadStore uploads)
{
    [Function("ListUploads")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/uploads")] HttpRequest request, string task, CancellationToken cancel) =>
        tasks.PageAsync(task, PageQuery.Of(request), "uploads", (name, page) => PageAsync(name, page, cancel), cancel);

    private async Task<Page<UploadAnswer>> PageAsync(TaskName task, PageQuery page, CancellationToken cancel)
    {
        var listed = await uploads.ListAsync(task, page.After, page.Limit, cancel);
        return new([.. listed.Items.Select(UploadAnswer.Of)], listed.Next);
    }
}
