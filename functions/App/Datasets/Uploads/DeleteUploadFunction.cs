using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.Storage.Kernel;
using MlFunctions.App.Kernel;
using MlFunctions.Storage.Datasets.Uploads;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Gives an upload up and deletes its parts. A dataset that it has become stays.</summary>
public sealed class DeleteUploadFunction(TaskStore tasks, UploadStore uploads, UploadPurge purge)
{
    [Function("DeleteUpload")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "tasks/{task}/uploads/{id}")] HttpRequest request, string task, string id, CancellationToken cancel)
    {
        for (var race = new Race($"Upload {id}"); ; race.Again())
        {
            var found = await UploadLookup.NamedAsync(tasks, uploads, task, id, cancel);
            if (!found.IsDone)
                return found.Refusal.ToHttp();
            if (await purge.DeleteAsync(found.Value.Task.Name, found.Value.Stored, cancel))
                return Results.NoContent();
        }
    }
}
