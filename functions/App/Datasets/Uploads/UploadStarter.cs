using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets.Uploads;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>Begins uploads: of a file that will be sent in parts, or of a blob.</summary>
public sealed class UploadStarter(UploadStore uploads, SourceBlobs sources, Random random, TimeProvider time)
{
    /// <summary>An upload that takes parts.</summary>
    public async Task<Result<Upload>> StartAsync(TaskDefinition task, DatasetRole role, UploadRequest request, CancellationToken cancel)
    {
        var terms = await UploadTerms.OfAsync(task, request.ContentType, request.ContentEncoding, request.Bytes, request.Sha256, cancel);
        return terms.IsDone ? await AddAsync(task, New(role, terms.Value), cancel) : terms.Refusal;
    }

    /// <summary>An upload that is read from a blob, queued at once. What the request leaves out is as the blob's own properties say.</summary>
    public async Task<Result<Upload>> StartAsync(TaskDefinition task, DatasetRole role, UrlRequest request, CancellationToken cancel)
    {
        if (request.Url is not { Length: > 0 } url)
            return new Invalid("A JSON body names the blob to read: { \"url\": \"https://account.blob.core.windows.net/container/rows.csv\" }. Send the rows themselves with Content-Type: text/csv.", [new("/url", "The address is missing.")]);
        var found = await sources.FindAsync(url, cancel);
        if (!found.IsDone)
            return found.Refusal;
        var (source, contentType, contentEncoding) = found.Value;
        var stored = DatasetFormats.Of(contentType).ContentType();
        var terms = await UploadTerms.OfAsync(task, request.ContentType ?? stored, request.ContentEncoding ?? contentEncoding, request.Bytes, request.Sha256, cancel);
        if (!terms.IsDone)
            return terms.Refusal;
        if (request.Bytes is { } stated && stated != source.Bytes)
            return new Invalid($"The blob has {source.Bytes} bytes, and the call states {stated}.", [new("/bytes", "The blob has another size.")]);
        return await AddAsync(task, (New(role, terms.Value) with { Source = source }).Complete(null, terms.Value.Sha256), cancel);
    }

    private Upload New(DatasetRole role, UploadTerms terms)
    {
        var now = time.GetUtcNow();
        return new Upload($"{now:yyyyMMdd-HHmmssfff}-{random.GetHexString(6, lowercase: true)}", role, terms.Format, terms.IsGzip, now) { Bytes = terms.Bytes, Sha256 = terms.Sha256 };
    }

    private async Task<Upload> AddAsync(TaskDefinition task, Upload upload, CancellationToken cancel)
    {
        await uploads.AddAsync(task.Name, upload, cancel);
        return upload;
    }
}

/// <summary>A file that will be sent in parts.</summary>
/// <param name="Role">What its rows are for: training or validation.</param>
/// <param name="ContentType">text/csv when absent, or text/x-svmlight.</param>
/// <param name="ContentEncoding">gzip, or absent.</param>
/// <param name="Bytes">The size of the file as it is sent; it is checked when the upload is completed.</param>
/// <param name="Sha256">Of the file as it is sent; likewise.</param>
public sealed record UploadRequest(string? Role, string? ContentType, string? ContentEncoding, long? Bytes, string? Sha256);

/// <summary>A blob whose bytes are the file.</summary>
/// <param name="Url">Its address.</param>
/// <param name="ContentType">As its account says when absent.</param>
/// <param name="ContentEncoding">As its account says when absent.</param>
/// <param name="Bytes">Its size; it is checked.</param>
/// <param name="Sha256">Of its bytes; it is checked.</param>
public sealed record UrlRequest(string? Url, string? ContentType, string? ContentEncoding, long? Bytes, string? Sha256);
