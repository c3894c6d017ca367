using System.IO.Compression;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;
using MlFunctions.Storage.Datasets.Uploads;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Reads the file of an upload once, in memory that does not grow with it, and keeps it as a dataset. Running again, after whatever stopped it, gives the same version.</summary>
public sealed class UploadRun(UploadStore uploads, PartStore parts, SourceBlobs sources, DatasetUpload datasets)
{
    /// <param name="task">As it is declared now.</param>
    /// <param name="upload">Is being completed, so its parts no longer change.</param>
    /// <param name="progress">Gets the share of the file that has been read.</param>
    /// <param name="cancel">Keeps nothing.</param>
    public async Task<Result<DatasetDescription>> RunAsync(TaskDefinition task, Upload upload, IProgress<double> progress, CancellationToken cancel)
    {
        try
        {
            var opened = await OpenAsync(task, upload, cancel);
            if (!opened.IsDone)
                return opened.Refusal;
            var (stream, bytes) = opened.Value;
            await using var file = new VerifiedFile(stream, new Share(bytes, progress));
            await using var plain = upload.IsGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
            return await datasets.AddAsync(task, upload.Role, upload.Format, plain, _ => CheckAsync(task.Name, upload, file, cancel), cancel);
        }
        catch (SourceUnreadableException unreadable) when (unreadable.Refusal is not Unavailable)
        {
            return unreadable.Refusal;
        }
    }

    private async Task<Result<OpenedFile>> OpenAsync(TaskDefinition task, Upload upload, CancellationToken cancel)
    {
        if (upload.Source is { } source)
        {
            var blob = await sources.OpenAsync(source, cancel);
            return blob.IsDone ? new OpenedFile(blob.Value, source.Bytes) : blob.Refusal;
        }

        // A part may have been replaced between reading the upload and completing it.
        var all = await uploads.PartsAsync(task.Name, upload.Id, cancel);
        return UploadCompletion.Check(upload, all, upload.Parts) is { } refusal ? refusal : new OpenedFile(parts.Open(all), all.Sum(part => part.Bytes));
    }

    private async Task<Refusal?> CheckAsync(TaskName task, Upload upload, VerifiedFile file, CancellationToken cancel)
    {
        var sha256 = await file.Sha256Async(cancel);
        if (upload.Sha256 is not null && upload.Sha256 != sha256)
            return new Invalid($"The SHA-256 of the file is {sha256}, and {upload.Sha256} was stated. Compare the hashes of the parts with those of the file, send what differs again, and complete the upload again; if the stated hash is wrong, complete it with the right one.");
        var now = (await uploads.FindAsync(task, upload.Id, cancel))?.Value;
        return now is { State: UploadState.Completing } && (now.Holder, now.Attempts) == (upload.Holder, upload.Attempts) ? null : new Stale($"Upload {upload.Id} was deleted, or is read by another instance.");
    }

    private sealed record OpenedFile(Stream Stream, long Bytes);

    private sealed class Share(long whole, IProgress<double> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report((double)value / Math.Max(1, whole));
    }
}
