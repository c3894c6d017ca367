using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Datasets.Uploads;

/// <summary>Deletes uploads with their parts. One that is cut off is hidden from callers, and is deleted by the next call.</summary>
public sealed class UploadPurge(UploadStore uploads, PartStore parts)
{
    /// <summary>False when someone else has changed the upload since it was read.</summary>
    public async Task<bool> DeleteAsync(TaskName task, Stored<Upload> upload, CancellationToken cancel)
    {
        if (await uploads.ReplaceAsync(task, upload, upload.Value with { State = UploadState.Deleting }, cancel) is not { } deleting)
            return false;
        await parts.DeleteAsync(task, upload.Value.Id, cancel);
        await uploads.DeleteAsync(task, deleting, cancel);
        return true;
    }

    /// <summary>Deletes what has expired or was cut off, and bytes that no upload will read.</summary>
    public async Task DeleteExpiredAsync(TaskName task, DateTimeOffset now, CancellationToken cancel)
    {
        // Listed first: an upload's row is there before its bytes.
        var stored = await parts.IdsAsync(task, cancel);
        var all = await uploads.AllAsync(task, cancel);
        foreach (var id in stored.Except(all.Where(upload => upload.Value.State != UploadState.Completed).Select(upload => upload.Value.Id)))
            await parts.DeleteAsync(task, id, cancel);
        foreach (var upload in all.Where(upload => upload.Value.State == UploadState.Deleting || upload.Value.IsExpired(now)))
            await DeleteAsync(task, upload, cancel);
    }
}
