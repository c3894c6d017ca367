using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.App.Datasets.Uploads;

/// <summary>What the file of an upload is, checked before any of its bytes arrive.</summary>
/// <param name="Format">How the file writes its rows.</param>
/// <param name="IsGzip">Whether it is zipped.</param>
/// <param name="Bytes">Its size as it is sent, where stated.</param>
/// <param name="Sha256">Of the file as it is sent, where stated.</param>
internal sealed record UploadTerms(DatasetFormat Format, bool IsGzip, long? Bytes, string? Sha256)
{
    public static async Task<Result<UploadTerms>> OfAsync(TaskDefinition task, string? contentType, string? contentEncoding, long? bytes, string? sha256, CancellationToken cancel)
    {
        if (FormatOf(contentType) is not { } format)
            return Refuse("/contentType", $"The content type '{contentType}' is none of a dataset: {DatasetFormat.Csv.ContentType()} or {DatasetFormat.SvmLight.ContentType()}.");
        if (contentEncoding is not (null or "" or "identity" or "gzip"))
            return Refuse("/contentEncoding", $"The content encoding '{contentEncoding}' is not gzip. Leave it out for a file that is not zipped.");
        if (bytes is < 1)
            return Refuse("/bytes", "The size of the file must be a whole number from 1.");
        if (sha256 is not null && FileHash.Normalize(sha256) is null)
            return Refuse("/sha256", $"The SHA-256 must be {FileHash.HexDigits} hexadecimal digits, as sha256sum prints them.");
        var terms = new UploadTerms(format, contentEncoding == "gzip", bytes, sha256 is null ? null : FileHash.Normalize(sha256));
        if (!terms.IsGzip && bytes > UploadLimits.MaxBytes)
            return new TooLarge($"A dataset takes {UploadLimits.MaxBytes} bytes (195 GiB); split its rows over several datasets.");
        return await CheckFormatAsync(task, format, cancel) is { } refusal ? refusal : terms;
    }

    /// <summary>A file without a header can be refused before it arrives.</summary>
    private static async Task<Refusal?> CheckFormatAsync(TaskDefinition task, DatasetFormat format, CancellationToken cancel)
    {
        if (format != DatasetFormat.SvmLight)
            return null;
        var opened = await DatasetLines.OpenAsync(format, Stream.Null, task, cancel);
        if (!opened.IsDone)
            return opened.Refusal;
        await opened.Value.DisposeAsync();
        return null;
    }

    private static DatasetFormat? FormatOf(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
            return DatasetFormat.Csv;
        var media = contentType.Split(';')[0].Trim();
        return Enum.GetValues<DatasetFormat>().Cast<DatasetFormat?>().FirstOrDefault(format => media.Equals(format!.Value.ContentType(), StringComparison.OrdinalIgnoreCase));
    }

    private static Invalid Refuse(string pointer, string detail) => new(detail, [new(pointer, detail)]);
}
