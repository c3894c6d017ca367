namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>The blob that an upload reads instead of parts.</summary>
/// <param name="Url">Its address, without a query.</param>
/// <param name="ETag">Of its content when the upload was begun: other content is refused.</param>
/// <param name="Bytes">Its size.</param>
public sealed record UploadSource(Uri Url, string ETag, long Bytes);
